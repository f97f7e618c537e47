import { useQuery } from "@tanstack/react-query";
import { useT } from "@/i18n";
import type { Program, Trial } from "@/ipc";
import { formatMoney } from "@/kit";
import { TierChip } from "@/terms";
import { tried } from "../queries";
import styles from "../tiers.module.css";

/** What the program as it stands would do: nobody is surprised by what they save. */
export function Trying({ program }: { program: Program }) {
  const t = useT();
  const { data, error } = useQuery(tried(program));
  // What is not yet right is told where it is saved.
  if (error) return null;
  if (!data) {
    return (
      <p className={styles.example} role="status">
        {t("tiers.levels.trying")}
      </p>
    );
  }
  return (
    <div className={styles.example} role="status">
      <p>
        <strong>{t("tiers.levels.tried", { ...data })}</strong>
      </p>
      {data.issued > 0 && (
        <p>{t("tiers.levels.triedIssued", { count: data.issued, cost: formatMoney(data.costFen) })}</p>
      )}
      <Names title={t("tiers.levels.rising")} trials={data.rising} />
      <Names title={t("tiers.levels.dropping")} trials={data.falling} />
    </div>
  );
}

function Names({ title, trials }: { title: string; trials: Trial[] }) {
  const t = useT();
  if (trials.length === 0) return null;
  return (
    <details className={styles.more}>
      <summary>{title}</summary>
      <ul className={styles.members}>
        {trials.map(({ row, from, to }) => (
          <li key={row.id}>
            {row.name}
            {from ? <TierChip level={from} /> : <span className={styles.muted}>{t("tiers.none")}</span>}
            <span aria-hidden="true">→</span>
            {to ? <TierChip level={to} /> : <span className={styles.muted}>{t("tiers.none")}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}
