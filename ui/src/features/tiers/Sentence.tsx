import { Fragment, type ReactNode } from "react";
import { type Key, useT } from "@/i18n";
import styles from "./tiers.module.css";

const mark = "\u0001";

/** A sentence of the language files with fields in its gaps, in each language's own order. */
export function Sentence({ text, slots }: { text: Key; slots: Record<string, ReactNode> }) {
  const t = useT();
  const gaps = Object.fromEntries(Object.keys(slots).map((name) => [name, `${mark}${name}${mark}`]));
  const pieces = t(text, gaps).split(mark);
  return (
    <div className={styles.sentence}>
      {pieces.map((piece, at) =>
        // Between each pair of marks stands the name of a gap.
        at % 2 === 1 ? (
          <Fragment key={piece}>{slots[piece]}</Fragment>
        ) : piece.trim() === "" ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: words have no identity but their place.
          <span key={at}>{piece.trim()}</span>
        ),
      )}
    </div>
  );
}
