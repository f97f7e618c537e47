import { useT } from "@/i18n";
import type { Counts, RestoredView } from "@/ipc";
import { Count, Instant } from "@/kit";
import styles from "./vault.module.css";

const counted = ["customers", "purchases", "interactions", "followUps", "complaints"] as const;

/** What is different since a backup took the place of the data; where that could not be read, what there is. */
export function Differences({ restored: { before, after, kept } }: { restored: RestoredView }) {
  const t = useT();
  const title = t(before ? "settings.backups.different" : "settings.backups.there");
  const states = before ? [before, after] : [after];
  const isSame = (what: keyof Counts) => before?.[what] === after[what];
  return (
    <section className={styles.differences} aria-label={title} role="status">
      <h3>{title}</h3>
      <table>
        {before && (
          <thead>
            <tr>
              <td />
              <th scope="col">{t("settings.backups.before")}</th>
              <th scope="col">{t("settings.backups.now")}</th>
            </tr>
          </thead>
        )}
        <tbody>
          {counted.map((what) => (
            <tr key={what} data-same={isSame(what)}>
              <th scope="row">{t(`settings.backups.counts.${what}`)}</th>
              {states.map((state) => (
                <td key={state === after ? "after" : "before"}>
                  <Count value={state[what]} />
                </td>
              ))}
            </tr>
          ))}
          <tr data-same={isSame("last")}>
            <th scope="row">{t("settings.backups.counts.last")}</th>
            {states.map((state) => (
              <td key={state === after ? "after" : "before"}>
                {state.last === null ? "–" : <Instant ms={state.last} style="dayTime" />}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
      <p className={styles.text}>{t("settings.backups.keptAs", { file: kept })}</p>
    </section>
  );
}
