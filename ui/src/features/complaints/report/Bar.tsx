import styles from "./report.module.css";

/** Draws a figure that stands beside it; screen readers take the figure. */
export function Bar({ value, of }: { value: number; of: number }) {
  const share = of === 0 ? 0 : Math.min(1, value / of);
  return (
    <span className={styles.bar} aria-hidden="true">
      <span style={{ width: `${share * 100}%` }} />
    </span>
  );
}
