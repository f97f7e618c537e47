import { useInfiniteQuery } from "@tanstack/react-query";
import { Ellipsis, PencilLine, Undo2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { ContactForm } from "@/contact";
import { useLanguage, useT } from "@/i18n";
import { type InteractionDraft, type InteractionView, interactions, type TimelineEntry } from "@/ipc";
import { Button, dayOf, ErrorNotice, formatDay, IconButton, Menu, Skeleton, useShopTime } from "@/kit";
import { type CustomerId, timelineOf } from "../queries";
import { useAct } from "../useAct";
import { ReversePurchase, type Reversible } from "./ReversePurchase";
import { TimelineRow } from "./TimelineRow";
import styles from "./timeline.module.css";

/** Everything that happened with a customer, newest first, by month; older pages come as one scrolls. */
export function Timeline({ customer }: { customer: CustomerId }) {
  const t = useT();
  const language = useLanguage();
  const { zone } = useShopTime();
  const timeline = useInfiniteQuery(timelineOf(customer));
  const [reversing, setReversing] = useState<Reversible>();
  const entries = timeline.data?.pages.flatMap((page) => page.entries);
  const more = useSight(() => {
    if (timeline.hasNextPage && !timeline.isFetching) void timeline.fetchNextPage();
  });

  return (
    <section className={styles.timeline} aria-label={t("customers.timeline.title")}>
      <h2>{t("customers.timeline.title")}</h2>
      {timeline.error && <ErrorNotice error={timeline.error} onRetry={() => void timeline.refetch()} />}
      {!entries && !timeline.error && <Skeleton lines={6} />}
      {entries?.length === 0 && <p className={styles.muted}>{t("customers.timeline.empty")}</p>}
      {entries &&
        byMonth(entries, zone).map(({ month, entries: inMonth }) => (
          <section key={month} className={styles.month}>
            <h3>{formatDay(`${month}-01`, language, "month")}</h3>
            <ul>
              {inMonth.map((entry) => (
                <Entry
                  key={entry.id}
                  customer={customer}
                  entry={entry}
                  onReverse={() => entry.type === "purchase" && setReversing(entry)}
                />
              ))}
            </ul>
          </section>
        ))}
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
      <ReversePurchase customer={customer} purchase={reversing} onClose={() => setReversing(undefined)} />
    </section>
  );
}

interface EntryProps {
  customer: CustomerId;
  entry: TimelineEntry;
  onReverse: () => void;
}

function Entry({ customer, entry, onReverse }: EntryProps) {
  const t = useT();
  const [amending, setAmending] = useState(false);
  if (entry.type === "interaction" && amending) {
    return (
      <li>
        <Amendment customer={customer} entry={entry} onClose={() => setAmending(false)} />
      </li>
    );
  }
  const items =
    entry.type === "interaction"
      ? [
          {
            id: "amend",
            label: t("customers.timeline.amend"),
            icon: <PencilLine />,
            onAction: () => setAmending(true),
          },
        ]
      : entry.reversed || entry.reverses
        ? []
        : [{ id: "reverse", label: t("customers.timeline.reverse"), icon: <Undo2 />, onAction: onReverse }];
  return (
    <TimelineRow
      entry={entry}
      menu={
        items.length > 0 && (
          <Menu
            label={t("customers.more")}
            trigger={<IconButton size="small" label={t("customers.more")} icon={<Ellipsis />} />}
            items={items}
          />
        )
      }
    />
  );
}

interface AmendmentProps {
  customer: CustomerId;
  entry: InteractionView;
  onClose: () => void;
}

function Amendment({ customer, entry, onClose }: AmendmentProps) {
  const t = useT();
  const amend = useAct(
    (op, draft: InteractionDraft) => interactions.amend(op, customer, entry.id, draft),
    () => t("customers.timeline.amendedToast"),
  );
  return (
    <ContactForm
      start={{ kind: entry.kind, channel: entry.channel, note: entry.note }}
      keep={`amend ${entry.id}`}
      action={t("customers.timeline.amend")}
      onSave={amend}
      onClose={onClose}
    />
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

/** Calls when the element comes near the screen. */
function useSight(onSight: () => void) {
  const latest = useRef(onSight);
  latest.current = onSight;
  const [element, setElement] = useState<HTMLElement | null>(null);
  useEffect(() => {
    if (!element) return;
    const observer = new IntersectionObserver(
      ([seen]) => {
        if (seen?.isIntersecting) latest.current();
      },
      { rootMargin: "600px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return setElement;
}
