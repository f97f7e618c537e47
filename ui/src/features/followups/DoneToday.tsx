import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useLanguage, useT } from "@/i18n";
import { Button, ErrorNotice, formatInstant, Skeleton, usePrivate, useShopTime } from "@/kit";
import { OutcomeIcon, reasonsWords } from "@/terms";
import styles from "./followups.module.css";
import { sectionPages } from "./queries";
import { SectionHead } from "./SectionHead";

/** What was done today, the latest first; folded away until somebody wants to know. */
export function DoneToday({ of, count }: { of: string | null; count: number }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <section className={styles.section}>
      <SectionHead
        section="done"
        count={of === null ? { value: count, orMore: false } : undefined}
        isOpen={isOpen}
        onToggle={() => setOpen(!isOpen)}
      />
      {isOpen && <DoneRows of={of} />}
    </section>
  );
}

function DoneRows({ of }: { of: string | null }) {
  const t = useT();
  const hide = usePrivate();
  const language = useLanguage();
  const { zone, today } = useShopTime();
  const pages = useInfiniteQuery(sectionPages(today, "done", of));
  if (pages.error) return <ErrorNotice error={pages.error} onRetry={() => void pages.refetch()} />;
  if (!pages.data) return <Skeleton lines={3} />;
  const rows = pages.data.pages.flatMap((page) => page.rows);
  return (
    <>
      <ul>
        {rows.map((row) => (
          <li key={row.id} className={styles.doneRow}>
            <time className="tabular">
              {row.settled === null ? "" : formatInstant(row.settled, zone, language, "time")}
            </time>
            <Link to="/customers/$customerId" params={{ customerId: row.customer }}>
              {row.customerName}
            </Link>
            <span>{hide(row.note) || reasonsWords(t, language, today, row.reasons)}</span>
            <span className={styles.mark}>
              {row.outcome && (
                <>
                  <OutcomeIcon outcome={row.outcome} />
                  {t(`terms.outcome.${row.outcome}`)}
                </>
              )}
            </span>
            <span className={styles.mark}>{row.assignee}</span>
          </li>
        ))}
      </ul>
      {pages.hasNextPage && (
        <div className={styles.more}>
          <Button isPending={pages.isFetchingNextPage} onPress={() => void pages.fetchNextPage()}>
            {t("followups.showMore")}
          </Button>
        </div>
      )}
    </>
  );
}
