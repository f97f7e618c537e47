import { type ReactNode, useEffect, useState } from "react";
import { useT } from "@/i18n";
import styles from "./feedback.module.css";

/** Shows its children only once a wait has become noticeable. */
export function AfterAWhile({ ms = 150, children }: { ms?: number; children: ReactNode }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return late ? children : null;
}

export function SkeletonLine({ width = "100%" }: { width?: string }) {
  return <span className={styles.skeleton} style={{ width }} aria-hidden="true" />;
}

const widths = ["72%", "54%", "63%", "46%", "68%", "58%"];

/** A page or panel that is not here yet. */
export function Skeleton({ lines = 6 }: { lines?: number }) {
  const t = useT();
  return (
    <AfterAWhile>
      <div className={styles.lines} role="status" aria-label={t("kit.loading")}>
        {Array.from({ length: lines }, (_, line) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines are alike and never move.
          <SkeletonLine key={line} width={widths[line % widths.length]} />
        ))}
      </div>
    </AfterAWhile>
  );
}
