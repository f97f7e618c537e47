import { expect, test } from "vitest";
import { dayOfFestival, festivalOn, festivals } from "./festivals";

test("a festival is known again by its day", () => {
  for (const name of festivals) expect(festivalOn(dayOfFestival(name))).toBe(name);
});

test.each([
  { calendar: "solar", month: 8, day: 15 },
  { calendar: "lunar", month: 8, day: 15, leap: true },
  { calendar: "solar", month: 5, day: 20 },
] as const)("%o is the shop's own", (day) => {
  expect(festivalOn({ year: null, leap: false, ...day })).toBeUndefined();
});
