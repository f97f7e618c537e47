import { useNavigate, useSearch } from "@tanstack/react-router";
import { UserPlus, UsersRound } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useT } from "@/i18n";
import type { CustomerRow } from "@/ipc";
import {
  Button,
  Count,
  ErrorNotice,
  forgetPlace,
  KeyHint,
  Page,
  Skeleton,
  useShortcut,
  VirtualList,
  type VirtualListHandle,
} from "@/kit";
import { rememberList, rowIn } from "./cameFrom";
import { useColumns } from "./list/columns";
import { FilterChips } from "./list/FilterChips";
import styles from "./list/list.module.css";
import { NewCustomer } from "./list/NewCustomer";
import { NobodyHere } from "./list/NobodyHere";
import { PeekCard } from "./list/PeekCard";
import { SearchBox } from "./list/SearchBox";
import { useCustomerFinds } from "./list/useCustomerFinds";
import { useCustomerRows } from "./list/useCustomerRows";
import { mostCounted } from "./queries";
import { type CustomerSort, type CustomersSearch, queryOf, searching, usualDir } from "./search";
import { useWidth } from "./useWidth";

/** Browsers refuse addresses that change with every key. */
const addressMs = 400;

export function CustomersPage() {
  const t = useT();
  const navigate = useNavigate({ from: "/customers" });
  const search = useSearch({ from: "/customers" });
  const [text, setText] = useSearchText(search.q);
  const query = useMemo(() => queryOf(search), [search]);
  const isFinding = text.trim() !== "";
  const all = useCustomerRows(query);
  const finds = useCustomerFinds(text);
  const [isNew, showNew] = useState(false);
  const list = useRef<VirtualListHandle>(null);

  const remember = isFinding ? `finds ${text.trim()}` : `customers ${JSON.stringify(query)}`;
  const [active, setActive] = useActive(remember);
  const [peek, setPeek] = useState(false);
  const rowAt = isFinding ? (index: number) => finds.rows?.[index] : all.row;
  const count = isFinding ? (finds.rows?.length ?? 0) : all.count;
  const peeked = peek ? rowAt(active) : undefined;
  const [measure, width] = useWidth();

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

  const change = useCallback(
    (part: Partial<CustomersSearch>) => {
      void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
    },
    [navigate],
  );
  const onSort = useCallback(
    (sort: CustomerSort) => {
      const usual = usualDir(sort);
      const again = query.sort === sort;
      const dir: "asc" | "desc" = again ? (query.descending ? "asc" : "desc") : usual;
      const next: Partial<CustomersSearch> = { sort, dir: dir === usual ? undefined : dir };
      forgetPlace(`customers ${JSON.stringify(queryOf({ ...search, ...next }))}`);
      change(next);
    },
    [query, search, change],
  );
  const columns = useColumns({ query: isFinding ? undefined : query, onSort, width });

  async function open(row: CustomerRow, index: number) {
    const here = { name: remember, id: row.id, index };
    rememberList(
      isFinding
        ? { kind: "finds", ...here, ids: finds.rows?.map(({ id }) => id) ?? [] }
        : { kind: "list", ...here, query },
    );
    if (text.trim() !== (search.q ?? "")) {
      await navigate({ search: (before) => searching(before, text.trim()), replace: true });
    }
    void navigate({ to: "/customers/$customerId", params: { customerId: row.id } });
  }

  const isFiltered = search.segment !== undefined || search.stage !== undefined;
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
      <div className={styles.tools} hidden={isEmpty}>
        <SearchBox
          value={text}
          onChange={setText}
          onEnter={() => {
            const best = finds.isSettled ? finds.rows?.[0] : undefined;
            if (best) void open(best, 0);
          }}
          onLeave={() => list.current?.focus()}
        />
        {isFinding ? (
          <p role="status" className={styles.muted}>
            {finds.rows !== undefined && t(foundWords(count, finds.total), { count, total: finds.total })}
          </p>
        ) : (
          <FilterChips
            value={search}
            onChange={({ segment, stage }) => {
              const next = { ...search, segment, stage };
              forgetPlace(`customers ${JSON.stringify(queryOf(next))}`);
              change({ segment, stage });
            }}
          />
        )}
      </div>
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
              onWindow={isFinding ? undefined : all.onWindow}
              active={active}
              onActiveChange={setActive}
              onOpen={(row, index) => void open(row, index)}
              onPeek={() => setPeek((shown) => !shown)}
              remember={remember}
              autoFocus={!isFinding}
              empty={
                <NobodyHere
                  text={text.trim()}
                  isFiltered={isFiltered}
                  onShowAll={() => change({ segment: undefined, stage: undefined })}
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
      <NewCustomer isOpen={isNew} onOpenChange={showNew} hint={isFinding && count === 0 ? text.trim() : ""} />
    </Page>
  );
}

const foundWords = (shown: number, total: number) => {
  if (total >= mostCounted) return "customers.foundMany" as const;
  return shown < total ? ("customers.foundMost" as const) : ("customers.found" as const);
};

/** The text in the box, which the address follows a moment later. */
function useSearchText(address = "") {
  const navigate = useNavigate({ from: "/customers" });
  const [text, setText] = useState(address);
  const [known, setKnown] = useState(address);
  if (known !== address) {
    // The address changed by other means, such as Back: it wins. What we wrote ourselves is the same text.
    setKnown(address);
    if (address !== text.trim()) setText(address);
  }
  useEffect(() => {
    const q = text.trim();
    if (q === address) return;
    const timer = setTimeout(() => {
      void navigate({ search: (before) => searching(before, q), replace: true });
    }, addressMs);
    return () => clearTimeout(timer);
  }, [text, address, navigate]);
  return [text, setText] as const;
}

/** The row one stands on; coming back from a customer it is theirs, also after stepping on to the next. */
function useActive(remember: string) {
  const [place, setPlace] = useState(() => ({ remember, active: rowIn(remember) }));
  const active = place.remember === remember ? place.active : 0;
  const setActive = useCallback((to: number) => setPlace({ remember, active: to }), [remember]);
  return [active, setActive] as const;
}
