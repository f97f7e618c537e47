import type { ReactNode } from "react";
import { type Key, useT } from "@/i18n";
import styles from "./words.module.css";

const mark = "\u0001";
/** What follows a word without a space, and never begins a line. */
const follows = /^\s*([\p{Po}\p{Pe}]+)/u;

interface Props {
  text: Key;
  slots: Record<string, ReactNode>;
  className?: string;
}

/** A sentence of the language files with fields in its gaps; each language puts them in its own order. */
export function Sentence({ text, slots, className }: Props) {
  const t = useT();
  const gaps = Object.fromEntries(Object.keys(slots).map((name) => [name, `${mark}${name}${mark}`]));
  const pieces = t(text, gaps).split(mark);
  const endOf = (at: number) => follows.exec(pieces[at] ?? "")?.[1] ?? "";
  return (
    <div className={className ? `${styles.sentence} ${className}` : styles.sentence}>
      {pieces.map((piece, at) => {
        // Between each pair of marks stands the name of a gap.
        if (at % 2 === 1) {
          return (
            <span key={piece} className={styles.gap}>
              {slots[piece]}
              {endOf(at + 1) && <span>{endOf(at + 1)}</span>}
            </span>
          );
        }
        const words = at === 0 ? piece.trim() : piece.replace(follows, "").trim();
        return words === "" ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: words have no identity but their place.
          <span key={at} className={styles.words}>
            {words}
          </span>
        );
      })}
    </div>
  );
}
