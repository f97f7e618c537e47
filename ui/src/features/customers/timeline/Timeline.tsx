import { useInfiniteQuery } from "@tanstack/react-query";
import { ListFilter } from "lucide-react";
import { useState } from "react";
import { useLanguage, useT } from "@/i18n";
import type { PurchaseView, TimelineEntry, TimelineFilter } from "@/ipc";
import { Button, dayOf, ErrorNotice, formatDay, Skeleton, useShopTime, useSight } from "@/kit";
import { ReversePurchase } from "../page/ReversePurchase";
import { type CustomerId, everything, timelineOf } from "../queries";
import { RefundDialog } from "../refund/RefundDialog";
import { AddFiles } from "./AddFiles";
import { Entry } from "./Entry";
import { Pinned } from "./Pinned";
import { TimelineFilters } from "./TimelineFilters";
import styles from "./timeline.module.css";

/** Everything that happened with a customer, newest first, by month; older pages come as one scrolls. */
export function Timeline({ customer }: { customer: CustomerId }) {
  const t = useT();
  const [filter, setFilter] = useState<TimelineFilter>(everything);
  const isFiltered = filter.kinds.length > 0 || filter.text !== "";
  const timeline = useInfiniteQuery(timelineOf(customer, filter));
  const entries = timeline.data?.pages.flatMap((page) => page.entries);
  const more = useSight(() => {
    if (timeline.hasNextPage && !timeline.isFetching) void timeline.fetchNextPage();
  });

  return (
    <section className={styles.timeline} aria-label={t("customers.timeline.title")}>
      <div className={styles.title}>
        <h2>{t("customers.timeline.title")}</h2>
        <AddFiles customer={customer} />
      </div>
      <Pinned customer={customer} />
      <TimelineFilters value={filter} onChange={setFilter} />
      {timeline.error && <ErrorNotice error={timeline.error} onRetry={() => void timeline.refetch()} />}
      {!entries && !timeline.error && <Skeleton lines={6} />}
      {entries?.length === 0 && !isFiltered && (
        <p className={styles.muted}>{t("customers.timeline.empty")}</p>
      )}
      {entries?.length === 0 && isFiltered && (
        <p className={styles.nothing} role="status">
          {t("customers.timeline.nothing")}
          <Button size="small" icon={<ListFilter aria-hidden="true" />} onPress={() => setFilter(everything)}>
            {t("customers.timeline.showAll")}
          </Button>
        </p>
      )}
      {entries && <Months customer={customer} entries={entries} />}
      {timeline.hasNextPage && (
        <div ref={more} className={styles.older}>
          <Button
            tone="quiet"
            isPending={timeline.isFetchingNextPage}
            onPress={() => void timeline.fetchNextPage()}
          >
            {t("customers.timeline.older")}
          </Button>
        </div>
      )}
    </section>
  );
}

function Months({ customer, entries }: { customer: CustomerId; entries: readonly TimelineEntry[] }) {
  const language = useLanguage();
  const { zone } = useShopTime();
  const [reversing, setReversing] = useState<PurchaseView>();
  const [refunding, setRefunding] = useState<PurchaseView>();
  return (
    <>
      {byMonth(entries, zone).map(({ month, entries: inMonth }) => (
        <section key={month} className={styles.month}>
          <h3>{formatDay(`${month}-01`, language, "month")}</h3>
          <ul>
            {inMonth.map((entry) => (
              <Entry
                key={entry.id}
                customer={customer}
                entry={entry}
                onReverse={() => entry.type === "purchase" && setReversing(entry)}
                onRefund={() => entry.type === "purchase" && setRefunding(entry)}
              />
            ))}
          </ul>
        </section>
      ))}
      <ReversePurchase customer={customer} purchase={reversing} onClose={() => setReversing(undefined)} />
      {refunding && (
        <RefundDialog customer={customer} purchase={refunding} onClose={() => setRefunding(undefined)} />
      )}
    </>
  );
}

function byMonth(entries: readonly TimelineEntry[], zone: string) {
  const months: { month: string; entries: TimelineEntry[] }[] = [];
  for (const entry of entries) {
    const month = dayOf(entry.at, zone).slice(0, 7);
    const last = months.at(-1);
    if (last?.month === month) last.entries.push(entry);
    else months.push({ month, entries: [entry] });
  }
  return months;
}
