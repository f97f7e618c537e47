import { expect, test } from "vitest";
import { monthWords, percentOf, periodOf, usualOf, yearsOf } from "./period";

test.each([
  ["month", "2026-11-30", "2026-11-01"],
  ["quarter", "2026-11-30", "2026-09-01"],
  ["quarter", "2026-01-31", "2025-11-01"],
  ["year", "2026-11-30", "2026-01-01"],
] as const)("%s up to %s", (usual, today, from) => {
  expect(periodOf(usual, today)).toEqual({ from, to: today });
});

test("a usual period is known again", () => {
  const today = "2026-11-30";
  expect(usualOf(periodOf("quarter", today), today)).toBe("quarter");
  expect(usualOf({ from: "2026-11-02", to: today }, today)).toBeUndefined();
});

test("months stand below their years", () => {
  expect(yearsOf(["2025-12-01", "2026-01-01", "2026-02-01"])).toEqual([
    { year: "2025", months: 1 },
    { year: "2026", months: 2 },
  ]);
  expect(monthWords("2026-02-01", "en")).toBe("Feb");
});

test("a share of nothing is none", () => {
  expect([percentOf(1, 3), percentOf(0, 5), percentOf(0, 0)]).toEqual([33, 0, null]);
});
