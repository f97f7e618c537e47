import { expect, test } from "vitest";
import { type Geometry, maxSpacer, scrollFor, spacerHeight, visibleRows } from "./geometry";

const short: Geometry = { count: 100, rowHeight: 36, viewport: 720 };
const million: Geometry = { count: 1_000_000, rowHeight: 54, viewport: 720 };

test("a list that fits a browser is not scaled", () => {
  expect(spacerHeight(short)).toBe(3600);
  expect(visibleRows(short, 360, 2)).toEqual({ first: 8, end: 32, offset: 288 });
});

test("a million rows stay within what a browser draws, and both ends are reachable", () => {
  expect(spacerHeight(million)).toBe(maxSpacer);
  expect(visibleRows(million, 0, 0)).toMatchObject({ first: 0, offset: 0 });
  const bottom = visibleRows(million, maxSpacer - million.viewport, 0);
  expect(bottom.end).toBe(1_000_000);
  expect(bottom.offset + (bottom.end - bottom.first) * 54).toBeGreaterThanOrEqual(maxSpacer - 1);
});

test.each([0, 1, 4_321, 499_999, 999_998, 999_999])(
  "row %i can be brought into view and stays there",
  (index) => {
    const from = 12_345_678;
    const top = scrollFor(million, from, index, "nearest") ?? from;
    const rows = visibleRows(million, top, 0);
    expect(index).toBeGreaterThanOrEqual(rows.first);
    expect(index).toBeLessThan(rows.end);
    const rowTop = rows.offset + (index - rows.first) * 54 - top;
    expect(rowTop).toBeGreaterThanOrEqual(-0.5);
    expect(rowTop + 54).toBeLessThanOrEqual(720.5);
  },
);

test("a row that shows already does not move the list", () => {
  expect(scrollFor(short, 360, 12, "nearest")).toBeUndefined();
});

test("an empty list draws nothing", () => {
  expect(visibleRows({ ...short, count: 0 }, 0, 8)).toMatchObject({ first: 0, end: 0 });
});
