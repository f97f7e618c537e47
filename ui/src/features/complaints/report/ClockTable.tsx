import { TimerOff } from "lucide-react";
import { minutesWords } from "@/complaint";
import { useLanguage, useT } from "@/i18n";
import type { ClockFigures } from "@/ipc";
import { Chip, formatNumber } from "@/kit";
import { Bar } from "./Bar";
import styles from "./report.module.css";

/** How long things took, and how often that was in time. */
export function ClockTable({ clocks }: { clocks: readonly ClockFigures[] }) {
  const t = useT();
  const language = useLanguage();
  const time = (minutes: number | null) => (minutes === null ? "–" : minutesWords(t, minutes));
  return (
    <section className={styles.section}>
      <h2>{t("complaints.report.clocks")}</h2>
      <p className={styles.text}>{t("complaints.report.clocksText")}</p>
      <table className={`${styles.table} ${styles.clocks}`}>
        <thead>
          <tr>
            <th scope="col">{t("complaints.report.what")}</th>
            <th scope="col">{t("complaints.report.ended")}</th>
            <th scope="col">{t("complaints.report.median")}</th>
            <th scope="col">{t("complaints.report.ninety")}</th>
            <th scope="col">{t("complaints.report.inTime")}</th>
            <th scope="col">{t("complaints.report.late")}</th>
          </tr>
        </thead>
        <tbody>
          {clocks.map(({ clock, spread, percent, late }) => (
            <tr key={clock}>
              <th scope="row">{t(`terms.clock.${clock}`)}</th>
              <td>{formatNumber(spread.count, language)}</td>
              <td>{time(spread.median)}</td>
              <td>{time(spread.ninety)}</td>
              <td>
                {percent === null ? "–" : t("complaints.report.percent", { percent })}
                {percent !== null && <Bar of={100} value={percent} isShare />}
              </td>
              <td>
                {late === 0 ? (
                  formatNumber(0, language)
                ) : (
                  <Chip tone="breached" icon={<TimerOff aria-hidden="true" />}>
                    {t("complaints.report.lateNow", { count: late })}
                  </Chip>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
