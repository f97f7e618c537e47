import { expect, test } from "vitest";
import { readFen } from "./amount";

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
