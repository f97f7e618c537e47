import { useLanguage, useT } from "@/i18n";
import type { MonthFigures } from "@/ipc";
import { formatDay, formatMoney, formatNumber } from "@/kit";
import { Bar } from "./Bar";
import styles from "./report.module.css";

/** How many complaints came, and what they cost, month by month. */
export function MonthTable({ months }: { months: readonly MonthFigures[] }) {
  const t = useT();
  const language = useLanguage();
  const most = Math.max(...months.map(({ complaints }) => complaints));
  const dearest = Math.max(...months.map(({ costFen }) => costFen));
  return (
    <section className={styles.section}>
      <h2>{t("complaints.report.months")}</h2>
      <table className={`${styles.table} ${styles.months}`}>
        <thead>
          <tr>
            <th scope="col">{t("complaints.report.month")}</th>
            <th scope="col">{t("complaints.report.tile.complaints")}</th>
            <th scope="col">{t("complaints.report.tile.cost")}</th>
          </tr>
        </thead>
        <tbody>
          {months.map(({ month, complaints, costFen }) => (
            <tr key={month}>
              <th scope="row">{formatDay(month, language, "month")}</th>
              <td>
                {formatNumber(complaints, language)}
                <Bar value={complaints} of={most} />
              </td>
              <td>
                {formatMoney(costFen)}
                <Bar value={costFen} of={dearest} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
