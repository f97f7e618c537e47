import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import { useLanguage, useT } from "@/i18n";
import {
  Button,
  dayOf,
  ErrorNotice,
  formatDay,
  formatRelativeDay,
  Skeleton,
  usePrivate,
  useShopTime,
} from "@/kit";
import { ChannelIcon, reasonsWords } from "@/terms";
import styles from "./followups.module.css";
import { comingDays, todayCounts } from "./queries";

/** What the next seven days will bring; folded away until somebody wants to know. */
export function Coming({ startsOpen }: { startsOpen: boolean }) {
  const t = useT();
  const id = useId();
  const { today } = useShopTime();
  const [chosen, choose] = useState<boolean>();
  const { data: counts } = useQuery(todayCounts(today));
  const isOpen = chosen ?? startsOpen;
  const upcoming = counts?.upcoming ?? 0;
  return (
    <div className={styles.coming}>
      <h2>
        <Button
          tone="quiet"
          icon={isOpen ? <ChevronDown /> : <ChevronRight />}
          aria-expanded={isOpen}
          aria-controls={id}
          onPress={() => choose(!isOpen)}
        >
          {t("followups.coming")}
        </Button>
        <small>{t("followups.comingCount", { count: upcoming })}</small>
      </h2>
      <div id={id}>{isOpen && <ComingRows />}</div>
    </div>
  );
}

function ComingRows() {
  const t = useT();
  const hide = usePrivate();
  const language = useLanguage();
  const { zone, today } = useShopTime();
  const { data: rows, error, refetch } = useQuery(comingDays(today));
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!rows) return <Skeleton lines={3} />;
  if (rows.length === 0) return <p className={styles.nothing}>{t("followups.comingNone")}</p>;
  return (
    <ul>
      {rows.map((row) => {
        const day = dayOf(row.due, zone);
        return (
          <li key={row.id} className={styles.comingRow}>
            <time dateTime={day} title={formatDay(day, language, "long")}>
              {formatRelativeDay(day, today, language)}
            </time>
            <Link to="/customers/$customerId" params={{ customerId: row.customer }}>
              {row.customerName}
            </Link>
            <span>{hide(row.note) || reasonsWords(t, language, today, row.reasons)}</span>
            <span className={styles.reach}>
              <ChannelIcon channel={row.channel} />
              <span className="visually-hidden">{t(`terms.channel.${row.channel}`)}</span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
