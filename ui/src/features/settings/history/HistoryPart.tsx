import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Download, X } from "lucide-react";
import { useMay } from "@/gate";
import { useT } from "@/i18n";
import { operations } from "@/ipc";
import { Button, ErrorNotice, Skeleton, useShopTime, useSight } from "@/kit";
import { useExport } from "@/shop";
import { Section } from "../Section";
import { Days } from "./Days";
import { Filters } from "./Filters";
import styles from "./history.module.css";
import { historyOf, queryOf } from "./queries";

/** Who did what and when, the newest first; older entries come as one scrolls. */
export function HistoryPart() {
  const t = useT();
  const { today } = useShopTime();
  const navigate = useNavigate();
  const mayExport = useMay("export");
  const exporting = useExport();
  const query = queryOf(useSearch({ from: "/settings" }));
  const list = useInfiniteQuery({ ...historyOf(query), placeholderData: keepPreviousData });
  const pages = list.data?.pages;
  const isEmpty = pages?.every(({ rows }) => rows.length === 0);
  const more = useSight(() => {
    if (list.hasNextPage && !list.isFetching) void list.fetchNextPage();
  });
  const isNarrowed = query.kind !== "" || [query.by, query.customer, query.from, query.until].some(Boolean);
  return (
    <Section title={t("settings.history")} text={t("audit.text")}>
      <Filters />
      {(mayExport || isNarrowed) && (
        <div className={styles.bar}>
          {mayExport && (
            <Button
              size="small"
              icon={<Download aria-hidden="true" />}
              isDisabled={isEmpty !== false}
              isPending={exporting.isWriting}
              onPress={() =>
                exporting.save(
                  (op) => operations.exportHistory(op, query),
                  t("audit.exported", { day: today }),
                )
              }
            >
              {t("audit.export")}
            </Button>
          )}
          {isNarrowed && (
            <Button
              size="small"
              tone="quiet"
              icon={<X aria-hidden="true" />}
              onPress={() => void navigate({ to: "/settings", search: { part: "history" }, replace: true })}
            >
              {t("audit.showAll")}
            </Button>
          )}
        </div>
      )}
      {exporting.progress}
      {list.error && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {!pages && !list.error && <Skeleton />}
      {isEmpty && (
        <p className={styles.quiet} role="status">
          {t(isNarrowed ? "audit.noneFound" : "audit.none")}
        </p>
      )}
      {pages && <Days pages={pages} />}
      {list.hasNextPage && (
        <div className={styles.more}>
          {/* A new one for each stretch: what was in sight before and after says nothing new. */}
          <span key={pages?.length} ref={more} aria-hidden="true" />
          <Button tone="quiet" isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
            {t("audit.more")}
          </Button>
        </div>
      )}
    </Section>
  );
}
