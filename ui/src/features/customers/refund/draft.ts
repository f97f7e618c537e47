import type { LineView, RefundDraft } from "@/ipc";

/** Thousandths that come back of each chosen line, by its place on the purchase. */
export type Chosen = ReadonlyMap<number, number>;

/** The lines of which something stays. */
export const leftOf = (lines: readonly LineView[]) =>
  lines.map((line, at) => ({ ...line, at })).filter(({ quantityMilli }) => quantityMilli > 0);

/** Nothing where nothing is chosen: an empty draft would take everything back. */
export function byLines(chosen: Chosen): RefundDraft | undefined {
  const lines = [...chosen].filter(([, milli]) => milli > 0);
  if (lines.length === 0) return undefined;
  lines.sort(([one], [other]) => one - other);
  return { lines: lines.map(([line, quantityMilli]) => ({ line, quantityMilli })), amountFen: null };
}

export const byAmount = (fen: number | null): RefundDraft | undefined =>
  fen ? { lines: [], amountFen: fen } : undefined;
