import styles from "./report.module.css";

interface Props {
  value: number;
  of: number;
  /** Shows the whole too, where the figure is a part of it. */
  isShare?: boolean;
}

/** Draws a figure that stands beside it; screen readers take the figure. */
export function Bar({ value, of, isShare }: Props) {
  const share = of === 0 ? 0 : Math.min(1, value / of);
  return (
    <span className={styles.bar} data-share={isShare || undefined} aria-hidden="true">
      <span style={{ width: `${share * 100}%` }} />
    </span>
  );
}
