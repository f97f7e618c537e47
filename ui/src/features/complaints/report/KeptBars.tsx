import { useLanguage, useT } from "@/i18n";
import type { ComplaintReport, KeptFigures } from "@/ipc";
import { formatDay, formatNumber } from "@/kit";
import { Bar } from "./Bar";
import styles from "./report.module.css";

/** Whether those who complained came back, beside those who never did. */
export function KeptBars({ report: { keptAfter, keptWithout, keptUntil } }: { report: ComplaintReport }) {
  const t = useT();
  const language = useLanguage();
  return (
    <section className={styles.section}>
      <h2>{t("complaints.report.kept")}</h2>
      <p className={styles.text}>
        {t("complaints.report.keptText", { day: formatDay(keptUntil, language) })}
      </p>
      <dl className={styles.kept}>
        <Line name={t("complaints.report.keptAfter")} kept={keptAfter} />
        <Line name={t("complaints.report.keptWithout")} kept={keptWithout} />
      </dl>
    </section>
  );
}

function Line({ name, kept: { of, kept, percent } }: { name: string; kept: KeptFigures }) {
  const t = useT();
  const language = useLanguage();
  return (
    <div>
      <dt>{name}</dt>
      {percent === null ? (
        <dd className={styles.text}>{t("complaints.report.tooEarly")}</dd>
      ) : (
        <dd>
          <Bar value={percent} of={100} isShare />
          <strong>{t("complaints.report.percent", { percent })}</strong>
          <small>
            {t("complaints.report.keptOf", {
              kept: formatNumber(kept, language),
              of: formatNumber(of, language),
            })}
          </small>
        </dd>
      )}
    </div>
  );
}
