import { minutesWords } from "@/complaint";
import { useT } from "@/i18n";
import type { ClockView } from "@/ipc";
import { Instant } from "@/kit";
import styles from "./casefile.module.css";

/** By when each thing was due, when it was done, and how that went. */
export function Clocks({ clocks }: { clocks: readonly ClockView[] }) {
  const t = useT();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t("complaints.casefile.clock")}</th>
          <th scope="col">{t("complaints.casefile.due")}</th>
          <th scope="col">{t("complaints.casefile.ended")}</th>
          <th scope="col">{t("complaints.casefile.took")}</th>
          <th scope="col">{t("complaints.casefile.how")}</th>
        </tr>
      </thead>
      <tbody>
        {clocks.map(({ clock, started, due, ended, took, sla }) => (
          <tr key={`${clock} ${started}`}>
            <td>{t(`terms.clock.${clock}`)}</td>
            <td>{due === null ? "–" : <Instant ms={due} style="dayTime" />}</td>
            <td>{ended === null ? "–" : <Instant ms={ended} style="dayTime" />}</td>
            <td>{took === null ? "–" : minutesWords(t, took)}</td>
            <td>{t(`terms.sla.${sla}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
