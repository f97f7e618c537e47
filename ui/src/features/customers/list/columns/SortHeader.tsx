import { ArrowDown, ArrowUp } from "lucide-react";
import styles from "../list.module.css";

interface SortHeaderProps {
  label: string;
  align?: "end";
  direction: "ascending" | "descending" | undefined;
  onPress: () => void;
}

export function SortHeader({ label, align, direction, onPress }: SortHeaderProps) {
  const Arrow = direction === "ascending" ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      className={styles.sort}
      data-align={align}
      data-sorted={direction !== undefined || undefined}
      onClick={onPress}
    >
      {label}
      <Arrow aria-hidden="true" />
    </button>
  );
}
