import type { ReactNode } from "react";
import styles from "./feedback.module.css";

export type ChipTone =
  | "ontrack"
  | "soon"
  | "atrisk"
  | "breached"
  | "met"
  | "regular"
  | "silver"
  | "gold"
  | "platinum"
  | "diamond";

/** A state: always a word, with an icon wherever the state matters. Colour only repeats it. */
export function Chip({
  tone = "regular",
  icon,
  children,
}: {
  tone?: ChipTone;
  icon?: ReactNode;
  children: ReactNode;
}) {
  return (
    <span className={styles.chip} style={{ color: `var(--${tone}-fg)`, background: `var(--${tone}-bg)` }}>
      {icon}
      {children}
    </span>
  );
}

/** A small count. `label` says to screen readers what is counted. */
export function Badge({ count, label }: { count: number; label: string }) {
  if (count === 0) return null;
  return (
    <span className={styles.badge}>
      <span aria-hidden="true">{count > 999 ? "999+" : count}</span>
      <span className="visually-hidden">{label}</span>
    </span>
  );
}
