import { useT } from "@/i18n";
import type { RestoredView } from "@/ipc";
import { Count, Instant } from "@/kit";
import styles from "./backups.module.css";

const counted = ["customers", "purchases", "interactions", "followUps", "complaints"] as const;

/** What is different since a backup took the place of the data. */
export function Differences({ restored: { before, after, kept } }: { restored: RestoredView }) {
  const t = useT();
  return (
    <section className={styles.differences} aria-label={t("settings.backups.different")} role="status">
      <h3>{t("settings.backups.different")}</h3>
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">{t("settings.backups.before")}</th>
            <th scope="col">{t("settings.backups.now")}</th>
          </tr>
        </thead>
        <tbody>
          {counted.map((what) => (
            <tr key={what} data-same={before[what] === after[what]}>
              <th scope="row">{t(`settings.backups.counts.${what}`)}</th>
              <td>
                <Count value={before[what]} />
              </td>
              <td>
                <Count value={after[what]} />
              </td>
            </tr>
          ))}
          <tr data-same={before.last === after.last}>
            <th scope="row">{t("settings.backups.counts.last")}</th>
            <td>{before.last === null ? "–" : <Instant ms={before.last} style="dayTime" />}</td>
            <td>{after.last === null ? "–" : <Instant ms={after.last} style="dayTime" />}</td>
          </tr>
        </tbody>
      </table>
      <p className={styles.text}>{t("settings.backups.keptAs", { file: kept })}</p>
    </section>
  );
}
