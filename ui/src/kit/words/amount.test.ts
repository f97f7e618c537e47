import { expect, test } from "vitest";
import { numberText, readFen, readNumber } from "./amount";

test.each([
  ["88", 8800],
  ["88.5", 8850],
  ["12。5", 1250],
  ["１２．５", 1250],
  ["¥1,288.00", 128800],
  ["￥88元", 8800],
  ["3.", 300],
  ["", undefined],
  ["-5", undefined],
  ["1e12", undefined],
  ["1.234", undefined],
  ["88块钱", undefined],
])("%s yuan", (typed, fen) => {
  expect(readFen(typed)).toBe(fen);
});

test.each([
  ["12", 120_000],
  ["１２．５", 125_000],
  ["-0.0001", -1],
  ["1,234.5", 12_345_000],
  ["0", 0],
  ["1.23456", undefined],
  ["about 3", undefined],
  ["", undefined],
])("%s as a number", (typed, expected) => {
  expect(readNumber(typed)).toBe(expected);
});

test("a number is shown as one would type it", () => {
  expect([125_000, -1, 120_000].map(numberText)).toEqual(["12.5", "-0.0001", "12"]);
});
