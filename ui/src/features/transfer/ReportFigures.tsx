import { useT } from "@/i18n";
import type { ImportKind, ImportReport } from "@/ipc";
import { Count, Money } from "@/kit";
import styles from "./transfer.module.css";

interface Props {
  report: ImportReport;
  kind: ImportKind;
  isSmall?: boolean;
}

/** What an import did, or would do, in figures. What is zero and says nothing is left out. */
export function ReportFigures({ report, kind, isSmall }: Props) {
  const t = useT();
  const isPurchases = kind === "purchases";
  const figures = [
    { label: t("transfer.report.rows"), value: report.rows, always: true },
    { label: t(`transfer.report.imported.${kind}`), value: report.imported, always: true },
    { label: t("transfer.report.updated"), value: report.updated },
    { label: t("transfer.report.duplicates"), value: report.duplicates },
    { label: t("transfer.report.refunds"), value: report.refunds },
    { label: t("transfer.report.customersCreated"), value: report.customersCreated },
    { label: t("transfer.report.unlinked"), value: report.unlinked },
    { label: t("transfer.report.rejected"), value: report.rejected, always: true },
  ].filter(({ value, always }) => always || value > 0);
  return (
    <dl className={styles.figures} data-small={isSmall || undefined}>
      {figures.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <Count value={value} />
          </dd>
        </div>
      ))}
      {isPurchases && (
        <div>
          <dt>{t("transfer.report.net")}</dt>
          <dd>
            <Money fen={report.netAmountFen} />
          </dd>
        </div>
      )}
    </dl>
  );
}
