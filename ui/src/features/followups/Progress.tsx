import { useT } from "@/i18n";
import type { TodayCounts } from "@/ipc";
import { ProgressBar } from "@/kit";
import styles from "./followups.module.css";

/** How far the day's contacts have come. */
export function Progress({ counts, perDay }: { counts: TodayCounts; perDay: number }) {
  const t = useT();
  return (
    <div className={styles.progress}>
      <p>
        <strong>{t("followups.aside", { count: counts.due })}</strong>
        {counts.overdue > 0 && <span>{t("followups.overdueCount", { count: counts.overdue })}</span>}
      </p>
      <div>
        <ProgressBar label={t("followups.progress")} done={counts.done} total={perDay} />
      </div>
    </div>
  );
}
