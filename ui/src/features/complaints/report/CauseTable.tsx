import { RotateCcw } from "lucide-react";
import { useLanguage, useT } from "@/i18n";
import type { CauseFigures } from "@/ipc";
import { Chip, formatMoney, formatNumber } from "@/kit";
import { Bar } from "./Bar";
import { monthWords, yearsOf } from "./period";
import styles from "./report.module.css";

interface Props {
  causes: readonly CauseFigures[];
  months: readonly string[];
}

/** What complaints came from, month by month. */
export function CauseTable({ causes, months }: Props) {
  const t = useT();
  const language = useLanguage();
  const most = Math.max(...causes.map(({ complaints }) => complaints));
  const mostInMonth = Math.max(...causes.flatMap(({ byMonth }) => byMonth));
  const byMonth = months.length > 1;
  const years = yearsOf(months);
  return (
    <section className={styles.section}>
      <h2>{t("complaints.report.causes")}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must scroll by keyboard too. */}
      <section className={styles.wide} tabIndex={0} aria-label={t("complaints.report.causes")}>
        <table className={styles.table}>
          <thead>
            {byMonth && years.length > 1 && (
              <tr>
                <td colSpan={2} />
                {years.map(({ year, months: count }) => (
                  <th key={year} scope="colgroup" colSpan={count} data-year>
                    {year}
                  </th>
                ))}
                <td />
              </tr>
            )}
            <tr>
              <th scope="col">{t("complaints.report.cause")}</th>
              <th scope="col">{t("complaints.report.tile.complaints")}</th>
              {byMonth &&
                months.map((month) => (
                  <th key={month} scope="col">
                    {monthWords(month, language)}
                  </th>
                ))}
              <th scope="col">{t("complaints.report.tile.cost")}</th>
            </tr>
          </thead>
          <tbody>
            {causes.map((each) => (
              <tr key={each.cause ?? ""}>
                <th scope="row">
                  <Path path={each.path} />
                  {each.again && (
                    <Chip tone="atrisk" icon={<RotateCcw aria-hidden="true" />}>
                      {t("complaints.report.again")}
                    </Chip>
                  )}
                </th>
                <td>
                  <strong>{formatNumber(each.complaints, language)}</strong>
                  <Bar value={each.complaints} of={most} />
                </td>
                {byMonth &&
                  months.map((month, at) => (
                    <td key={month}>
                      {each.byMonth[at] ? formatNumber(each.byMonth[at], language) : "–"}
                      <Bar value={each.byMonth[at] ?? 0} of={mostInMonth} />
                    </td>
                  ))}
                <td>{formatMoney(each.costFen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {causes.some(({ again }) => again) && <p className={styles.text}>{t("complaints.report.againText")}</p>}
    </section>
  );
}

/** The cause itself, and small above it where it lies. */
function Path({ path }: { path: readonly string[] }) {
  const t = useT();
  const above = path.slice(0, -1);
  return (
    <span className={styles.path}>
      {above.length > 0 && <small>{above.join(" › ")}</small>}
      {path.at(-1) ?? t("complaints.report.noCause")}
    </span>
  );
}
