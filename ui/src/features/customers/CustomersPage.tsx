import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { UserPlus, UsersRound } from "lucide-react";
import { useCallback, useMemo, useRef, useState } from "react";
import { useT } from "@/i18n";
import type { CustomerRow } from "@/ipc";
import {
  Button,
  Checkbox,
  Count,
  ErrorNotice,
  KeyHint,
  Page,
  SearchField,
  Skeleton,
  useShortcut,
  VirtualList,
  type VirtualListHandle,
} from "@/kit";
import { AddFilter, everyone, FilterBar, useLibrary } from "@/whom";
import { rememberList, rowIn } from "./cameFrom";
import { ColumnsMenu } from "./list/columns/ColumnsMenu";
import { forgetLayout, shownBy, standing, useLayout } from "./list/columns/layout";
import { SortMenu } from "./list/columns/SortMenu";
import { useColumns } from "./list/columns/useColumns";
import styles from "./list/list.module.css";
import { NewCustomer } from "./list/NewCustomer";
import { NobodyHere } from "./list/NobodyHere";
import { PeekCard } from "./list/PeekCard";
import { QuickChips } from "./list/QuickChips";
import { SelectionBar } from "./list/select/SelectionBar";
import { useSelection } from "./list/select/useSelection";
import { useCustomerFinds } from "./list/useCustomerFinds";
import { useCustomerRows } from "./list/useCustomerRows";
import { nameOf, useListAddress } from "./list/useListAddress";
import { ViewTabs } from "./list/views/ViewTabs";
import { mostCounted, savedViews } from "./queries";
import { isSameQuery, usualQuery } from "./search";
import { useWidth } from "./useWidth";

export function CustomersPage() {
  const t = useT();
  const navigate = useNavigate({ from: "/customers" });
  const library = useLibrary();
  const address = useListAddress(library);
  const { search, text, setText, query, group, setGroup, sortBy } = address;
  const isFinding = text.trim() !== "";
  const [isNew, showNew] = useState(false);
  const list = useRef<VirtualListHandle>(null);

  const views = useQuery(savedViews());
  const view = views.data?.find(({ id }) => id === search.view);
  const { layout: chosen, setLayout } = useLayout(view?.id, view?.draft.columns);
  const layout = useMemo(() => standing(chosen, library), [chosen, library]);
  const show = useMemo(() => shownBy(layout, library), [layout, library]);
  const all = useCustomerRows(query, show);
  const finds = useCustomerFinds(text, show);
  const isChanged =
    !isSameQuery(query, view?.draft.query ?? usualQuery) ||
    (view !== undefined && JSON.stringify(layout) !== JSON.stringify(view.draft.columns));

  const remember = isFinding ? `finds ${text.trim()}` : nameOf(query);
  const [active, setActive] = useActive(remember);
  const [peek, setPeek] = useState(false);
  const rowAt = isFinding ? (index: number) => finds.rows?.[index] : all.row;
  const count = isFinding ? (finds.rows?.length ?? 0) : all.count;
  const peeked = peek ? rowAt(active) : undefined;
  const [measure, width] = useWidth();
  const selected = useSelection({
    place: isFinding ? remember : JSON.stringify(query.filter),
    total: count,
    filter: query.filter,
    idsOf: isFinding
      ? async (first, end) => finds.rows?.slice(first, end).map(({ id }) => id) ?? []
      : all.idsOf,
    isFinding,
  });

  useShortcut({
    keys: "n",
    label: t("customers.new"),
    group: t("customers.title"),
    run: () => showNew(true),
  });
  useShortcut(
    isFinding && {
      keys: "escape",
      label: t("customers.clearSearch"),
      group: t("customers.title"),
      run: () => setText(""),
    },
  );

  const { columns, minWidth } = useColumns({
    query: isFinding ? undefined : query,
    onSort: sortBy,
    width,
    layout,
    onLayout: setLayout,
    library,
  });

  async function open(row: CustomerRow, index: number) {
    const here = { name: remember, id: row.id, index };
    rememberList(
      isFinding
        ? { kind: "finds", ...here, ids: finds.rows?.map(({ id }) => id) ?? [] }
        : { kind: "list", ...here, query: all.query },
    );
    await address.settle();
    void navigate({ to: "/customers/$customerId", params: { customerId: row.id } });
  }

  const isFiltered = group.of.length > 0;
  const isEmpty = all.isCounted && all.count === 0 && !isFiltered && !isFinding;
  const problem = isFinding ? finds.problem : all.problem;
  const isHere = isFinding ? finds.rows !== undefined : all.isCounted;

  return (
    <Page
      layout="fill"
      title={t("customers.title")}
      aside={isHere && !isFinding && <Count value={count} />}
      actions={
        <>
          <Button
            tone="quiet"
            icon={<UsersRound aria-hidden="true" />}
            onPress={() => void navigate({ to: "/customers/duplicates" })}
          >
            {t("customers.duplicates.title")}
          </Button>
          <Button tone="primary" icon={<UserPlus aria-hidden="true" />} onPress={() => showNew(true)}>
            {t("customers.new")} <KeyHint keys="n" />
          </Button>
        </>
      }
    >
      {views.data && !isEmpty && (
        <ViewTabs
          views={views.data}
          current={view}
          draft={{ query, columns: [...layout] }}
          isChanged={isChanged && !isFinding}
          onRevert={() => {
            if (!view) return;
            forgetLayout(view.id);
            address.setQuery(view.draft.query);
          }}
          isListed={isHere}
        />
      )}
      <div className={styles.tools} hidden={isEmpty}>
        <div className={styles.search}>
          <SearchField
            label={t("customers.search")}
            placeholder={t("customers.searchHint")}
            group={t("customers.title")}
            value={text}
            onChange={setText}
            onEnter={() => {
              const best = finds.isSettled ? finds.rows?.[0] : undefined;
              if (best) void open(best, 0);
            }}
            onDown={() => list.current?.focus()}
            onLeave={() => list.current?.focus()}
          />
        </div>
        {isFinding ? (
          <p role="status" className={styles.muted}>
            {finds.rows !== undefined && t(foundWords(count, finds.total), { count, total: finds.total })}
          </p>
        ) : (
          <QuickChips group={group} onChange={setGroup} />
        )}
        <div className={styles.arrange}>
          {!isFinding && <AddFilter group={group} onChange={setGroup} />}
          {!isFinding && (
            <SortMenu query={query} library={library} onSort={sortBy} onDirection={address.setDescending} />
          )}
          <ColumnsMenu layout={layout} onLayout={setLayout} library={library} onUsual={() => setLayout([])} />
        </div>
      </div>
      {!isFinding && <FilterBar group={group} onChange={setGroup} />}
      {problem && (
        <div className={styles.problem}>
          <ErrorNotice error={problem} onRetry={isFinding ? finds.retry : all.retry} />
        </div>
      )}
      <div className={styles.beside}>
        <div ref={measure} className={styles.list}>
          {isHere ? (
            <VirtualList
              key={isFinding ? "finds" : remember}
              ref={list}
              label={t("customers.title")}
              count={count}
              row={rowAt}
              rowKey={({ id }) => id}
              columns={columns}
              minWidth={minWidth}
              onWindow={isFinding ? undefined : all.onWindow}
              active={active}
              onActiveChange={setActive}
              onOpen={(row, index) => void open(row, index)}
              onPeek={() => setPeek((shown) => !shown)}
              selection={{
                ...selected,
                head: (
                  <Checkbox
                    aria-label={t("customers.select.everything")}
                    isSelected={selected.isAll}
                    isIndeterminate={selected.count > 0 && !selected.isAll}
                    onChange={(chosen) => (chosen ? selected.selectAll() : selected.clear())}
                  />
                ),
              }}
              remember={remember}
              autoFocus={!isFinding}
              empty={
                <NobodyHere
                  text={text.trim()}
                  isFiltered={isFiltered}
                  onShowAll={() => setGroup(everyone)}
                  onNew={() => showNew(true)}
                />
              }
            />
          ) : (
            !problem && <Skeleton lines={12} />
          )}
        </div>
        {peeked && (
          <PeekCard row={peeked} onClose={() => setPeek(false)} onOpen={() => void open(peeked, active)} />
        )}
      </div>
      <SelectionBar
        selected={selected}
        total={count}
        query={query}
        found={isFinding ? finds.rows : undefined}
      />
      <NewCustomer isOpen={isNew} onOpenChange={showNew} hint={isFinding && count === 0 ? text.trim() : ""} />
    </Page>
  );
}

const foundWords = (shown: number, total: number) => {
  if (total >= mostCounted) return "customers.foundMany" as const;
  return shown < total ? ("customers.foundMost" as const) : ("customers.found" as const);
};

/** The row one stands on; coming back from a customer it is theirs, also after stepping on to the next. */
function useActive(remember: string) {
  const [place, setPlace] = useState(() => ({ remember, active: rowIn(remember) }));
  const active = place.remember === remember ? place.active : 0;
  const setActive = useCallback((to: number) => setPlace({ remember, active: to }), [remember]);
  return [active, setActive] as const;
}
