import { ProgressBar as AriaProgressBar } from "react-aria-components";
import { useLanguage, useT } from "@/i18n";
import styles from "./feedback.module.css";

/** `total` null: nobody knows how much there is, only how much is done. */
export function ProgressBar({ label, done, total }: { label: string; done: number; total: number | null }) {
  const t = useT();
  const number = new Intl.NumberFormat(useLanguage());
  const text =
    total === null
      ? t("kit.progressUnknown", { done: number.format(done) })
      : t("kit.progress", { done: number.format(done), total: number.format(total) });
  const share = total ? Math.min(1, done / total) : 0;
  return (
    <AriaProgressBar
      value={share * 100}
      isIndeterminate={total === null}
      valueLabel={text}
      aria-label={label}
      className={styles.progress}
    >
      <div className={styles.progressWords}>
        <span>{label}</span>
        <span>{text}</span>
      </div>
      <div className={styles.track}>
        <div
          className={`${styles.bar} ${total === null ? styles.unknown : ""}`}
          style={total === null ? undefined : { transform: `scaleX(${share})` }}
        />
      </div>
    </AriaProgressBar>
  );
}
