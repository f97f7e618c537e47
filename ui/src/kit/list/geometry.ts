/** Browsers stop drawing an element near 33.5 million pixels; longer lists are scaled onto a spacer of this height. */
export const maxSpacer = 33_000_000;

export interface Geometry {
  count: number;
  rowHeight: number;
  viewport: number;
}

const whole = (g: Geometry) => g.count * g.rowHeight;
export const spacerHeight = (g: Geometry) => Math.min(whole(g), maxSpacer);

/** How many list pixels one scrolled pixel stands for; 1 unless the spacer was capped. */
export function scale(g: Geometry): number {
  const reach = spacerHeight(g) - g.viewport;
  return reach > 0 ? (whole(g) - g.viewport) / reach : 1;
}

/** The list pixel at the top of the viewport. */
export const listTop = (g: Geometry, scrollTop: number) => scrollTop * scale(g);

/** The rows to draw, from `first` up to but not including `end`, and where the first one goes inside the spacer. */
export function visibleRows(g: Geometry, scrollTop: number, overscan: number) {
  const top = listTop(g, scrollTop);
  const first = Math.max(0, Math.floor(top / g.rowHeight) - overscan);
  const end = Math.min(g.count, Math.ceil((top + g.viewport) / g.rowHeight) + overscan);
  return { first, end, offset: scrollTop - top + first * g.rowHeight };
}

/** The scroll position that shows the row, or undefined where it already shows. */
export function scrollFor(
  g: Geometry,
  scrollTop: number,
  index: number,
  align: "nearest" | "start",
): number | undefined {
  const top = listTop(g, scrollTop);
  const rowTop = index * g.rowHeight;
  const rowEnd = rowTop + g.rowHeight;
  if (align === "start") return rowTop / scale(g);
  if (rowTop < top) return rowTop / scale(g);
  if (rowEnd > top + g.viewport) return (rowEnd - g.viewport) / scale(g);
  return undefined;
}
