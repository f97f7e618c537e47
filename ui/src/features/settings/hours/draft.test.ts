import { expect, test } from "vitest";
import {
  closesAt,
  copied,
  endsOn,
  listed,
  newClosure,
  ofYear,
  opensAt,
  usualWeek,
  withAnother,
  withDay,
  yearsOf,
} from "./draft";

const at = (hour: number, minute = 0) => hour * 60 + minute;

test("a closing time that is not after the opening is of the next day", () => {
  const evening = { from: at(18), to: at(22) };
  expect(closesAt(evening, at(2))).toEqual({ from: at(18), to: at(26) });
  expect(closesAt(evening, 0)).toEqual({ from: at(18), to: at(24) });
  expect(closesAt(evening, at(18))).toEqual({ from: at(18), to: at(42) });
  expect(opensAt({ from: at(18), to: at(26) }, at(1))).toEqual({ from: at(1), to: at(2) });
  expect(opensAt({ from: at(9), to: at(18) }, at(20))).toEqual({ from: at(20), to: at(42) });
  expect([at(23), at(24), at(25)].map((to) => endsOn({ from: at(9), to }))).toEqual([
    "same",
    "midnight",
    "next",
  ]);
});

test("a further span follows the last one", () => {
  expect(withAnother([])).toEqual([{ from: at(9), to: at(18) }]);
  expect(withAnother([{ from: at(9), to: at(12) }])[1]).toEqual({ from: at(13), to: at(17) });
  expect(withAnother([{ from: at(9), to: at(23, 30) }])[1]).toEqual({ from: at(23), to: at(24) });
});

test("the hours of a day go to others", () => {
  const week = copied(withDay(usualWeek(), 1, []), 1, [6, 7]);
  expect(week.map((spans) => spans.length)).toEqual([0, 1, 1, 1, 1, 0, 0]);
});

test("a new closure begins today, or after the last one", () => {
  expect(newClosure([], "2026-12-31").from).toBe("2026-12-31");
  const own = [{ from: "2026-12-30", to: "2026-12-31" }];
  expect(newClosure(own, "2026-11-30")).toMatchObject({ from: "2027-01-01", to: "2027-01-01" });
});

test("official days stand in one list, by year", () => {
  const builtIn = [{ from: "2026-10-01", to: "2026-10-07", works: false }];
  const days = listed(builtIn, [{ from: "2026-01-01", to: "2026-01-03", works: false, name: "x" }]);
  expect(days.map(({ imported }) => imported)).toEqual([0, undefined]);
  expect(ofYear(days, 2026)).toHaveLength(2);
  expect(yearsOf(days, [2027])).toEqual([2026, 2027]);
});
