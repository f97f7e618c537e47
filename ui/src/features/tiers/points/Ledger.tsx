import { useT } from "@/i18n";
import type { PointsEntryView } from "@/ipc";
import { Count, Day, Instant } from "@/kit";
import styles from "../tiers.module.css";

/** Entries of a ledger, the newest first: what, how many, and what there was afterwards. */
export function Ledger({ entries }: { entries: readonly PointsEntryView[] }) {
  const t = useT();
  return (
    <table className={styles.ledger}>
      <thead>
        <tr>
          <th>{t("tiers.points.when")}</th>
          <th>{t("tiers.points.what")}</th>
          <th>{t("tiers.points.points")}</th>
          <th>{t("tiers.points.balance")}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id}>
            <td>
              <Instant ms={entry.at} style="day" />
            </td>
            <td>
              {t(`terms.points.${entry.kind}`)}
              {entry.day && (
                <small>
                  {t("tiers.points.boughtOn")} <Day day={entry.day} />
                </small>
              )}
              {entry.expires && (
                <small>
                  {t("tiers.points.goodUntil")} <Day day={entry.expires} />
                </small>
              )}
              {entry.note && <small>{entry.note}</small>}
            </td>
            <td>
              {entry.points > 0 && "+"}
              <Count value={entry.points} />
            </td>
            <td>
              <Count value={entry.balance} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
