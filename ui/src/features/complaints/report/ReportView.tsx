import type { ReactNode } from "react";
import { SeverityChip } from "@/complaint";
import { useLanguage, useT } from "@/i18n";
import type { ComplaintReport } from "@/ipc";
import { formatMoney, formatNumber } from "@/kit";
import { CauseTable } from "./CauseTable";
import { ClockTable } from "./ClockTable";
import { KeptBars } from "./KeptBars";
import { MonthTable } from "./MonthTable";
import { percentOf } from "./period";
import styles from "./report.module.css";

/** All that a period says. */
export function ReportView({ report }: { report: ComplaintReport }) {
  const t = useT();
  const language = useLanguage();
  const number = (value: number) => formatNumber(value, language);
  const repeats = percentOf(report.repeated, report.customers);
  return (
    <div className={styles.report}>
      <dl className={styles.tiles}>
        <Tile name={t("complaints.report.tile.complaints")} value={number(report.complaints)}>
          {report.withdrawn > 0 && t("complaints.report.withdrawn", { count: report.withdrawn })}
        </Tile>
        <Tile name={t("complaints.report.tile.solved")} value={number(report.solved)} />
        <Tile name={t("complaints.report.tile.open")} value={number(report.open)} />
        <Tile
          name={t("complaints.report.tile.repeats")}
          value={repeats === null ? "–" : t("complaints.report.percent", { percent: repeats })}
        >
          {t("complaints.report.repeatsOf", {
            repeated: number(report.repeated),
            customers: number(report.customers),
          })}
        </Tile>
        <Tile name={t("complaints.report.tile.reopened")} value={number(report.reopened)} />
        <Tile name={t("complaints.report.tile.cost")} value={formatMoney(report.costFen)} />
      </dl>
      <p className={styles.severities}>
        {report.severities
          .filter(([, count]) => count > 0)
          .map(([severity, count]) => (
            <span key={severity}>
              <SeverityChip severity={severity} /> {number(count)}
            </span>
          ))}
      </p>
      <ClockTable clocks={report.clocks} />
      <CauseTable causes={report.causes} months={report.months.map(({ month }) => month)} />
      {report.months.length > 1 && <MonthTable months={report.months} />}
      <KeptBars report={report} />
    </div>
  );
}

function Tile({ name, value, children }: { name: string; value: string; children?: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value}
        {children && <small>{children}</small>}
      </dd>
    </div>
  );
}
