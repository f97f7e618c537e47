import { useT } from "@/i18n";
import styles from "./followups.module.css";

/** Where the day's share ends. What comes after is a choice, not a debt. */
export function DayLine({ total, rest, reached }: { total: number; rest: number; reached: boolean }) {
  const t = useT();
  return (
    <div className={styles.line} role="note">
      <strong>{t(reached ? "followups.lineReached" : "followups.line", { total })}</strong>
      <span>{t("followups.lineRest", { count: rest })}</span>
    </div>
  );
}
