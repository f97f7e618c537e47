import { startTransition, useEffect, useState } from "react";

/** The first `few` of many rows at once and the others right after: what is seen first stands sooner. */
export function useFirstFew<Row>(rows: readonly Row[], few: number): readonly Row[] {
  const [isWhole, setWhole] = useState(rows.length <= few);
  useEffect(() => startTransition(() => setWhole(true)), []);
  return isWhole ? rows : rows.slice(0, few);
}
