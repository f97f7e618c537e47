import { expect, test } from "vitest";
import { totalOf, typedOf } from "./minutes";

test.each([
  ["1", "30", 90],
  ["", "90", 90],
  ["0", "", 0],
  ["１６", "0", 960],
  ["2 h", "5", 125],
  ["99999999", "0", 999_999 * 60],
])("%s h %s min", (hours, minutes, expected) => {
  expect(totalOf({ hours, minutes })).toBe(expected);
});

test("what is shown reads as what it is", () => {
  expect(typedOf(90)).toEqual({ hours: "1", minutes: "30" });
  for (const total of [0, 59, 60, 960, 60_000]) expect(totalOf(typedOf(total))).toBe(total);
});
