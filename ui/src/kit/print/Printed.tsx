import type { ReactNode } from "react";
import { createPortal } from "react-dom";
import styles from "./print.module.css";

interface Props {
  /** Its own sizes in `em`, so that it is the same in small. */
  children: ReactNode;
  /** For a card or a file to be kept; anything else takes the printer's own paper. */
  size?: "a4" | "a5";
}

/** A sheet as it comes out of the printer: seen here first, and on paper alone. One at a time is in the page. */
export function Printed({ children, size }: Props) {
  return (
    <>
      {/* What is longer than its window scrolls by keyboard too. */}
      <div className={styles.preview} data-size={size} tabIndex={size === "a5" ? undefined : 0}>
        {children}
      </div>
      {createPortal(
        <div className={styles.onPaper} data-size={size}>
          {children}
        </div>,
        document.body,
      )}
    </>
  );
}
