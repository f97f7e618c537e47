import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useLanguage, useT } from "@/i18n";
import type { DayPlan } from "@/ipc";
import { ErrorNotice, formatDay, formatInstant, Phone, Skeleton, usePrivate, useShopTime } from "@/kit";
import { ChannelIcon, reasonsWords, SegmentChip } from "@/terms";
import { dayRows } from "../queries";
import { PeopleMarks } from "../RowChips";
import styles from "./calendar.module.css";

/** As many as Rust tells of a day. */
const mostRows = 200;

/** Who is to be contacted on one day, best first. */
export function DayList({ day, of, plan }: { day: string; of: string | null; plan: DayPlan | undefined }) {
  const t = useT();
  const hide = usePrivate();
  const language = useLanguage();
  const { zone, today } = useShopTime();
  const { data: rows, error, refetch } = useQuery(dayRows(day, of));
  const open = plan?.open ?? rows?.length ?? 0;
  return (
    <section id="day-list" tabIndex={-1} aria-labelledby="day-list-name" className={styles.day}>
      <h2 id="day-list-name">
        {formatDay(day, language, "long")}
        <small>
          {[
            t("followups.calendar.open", { count: open }),
            plan && plan.done > 0 ? t("followups.calendar.done", { count: plan.done }) : "",
            plan && !plan.isOpen ? t("followups.calendar.closed") : "",
          ]
            .filter(Boolean)
            .join(" · ")}
        </small>
      </h2>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!rows && !error && <Skeleton lines={3} />}
      {rows?.length === 0 && <p className={styles.nothing}>{t("followups.calendar.nobody")}</p>}
      <ul>
        {rows?.map((row) => (
          <li key={row.id} className={styles.dayRow}>
            <time className="tabular">{formatInstant(row.due, zone, language, "time")}</time>
            <Link to="/customers/$customerId" params={{ customerId: row.customer }}>
              {row.customerName}
            </Link>
            <span>{row.segment && <SegmentChip segment={row.segment} />}</span>
            <span className={styles.why}>
              {hide(row.note) || reasonsWords(t, language, today, row.reasons)}
            </span>
            <span className={styles.who}>
              <PeopleMarks row={row} />
            </span>
            <span className={styles.reach}>
              <ChannelIcon channel={row.channel} />
              <span className="visually-hidden">{t(`terms.channel.${row.channel}`)}</span>
              <Phone number={row} />
            </span>
          </li>
        ))}
      </ul>
      {rows && open > rows.length && rows.length >= mostRows && (
        <p className={styles.nothing}>{t("followups.calendar.rest", { count: open - rows.length })}</p>
      )}
    </section>
  );
}
