import { Fragment, type ReactNode } from "react";
import { type Key, useT } from "@/i18n";

const mark = "\u0001";

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
  return (
    <div className={className}>
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
