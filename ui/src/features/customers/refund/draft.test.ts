import { expect, test } from "vitest";
import { byAmount, byLines, leftOf } from "./draft";

test("nothing chosen is no refund, and never one of everything", () => {
  expect(byLines(new Map())).toBeUndefined();
  expect(byLines(new Map([[0, 0]]))).toBeUndefined();
  expect(byAmount(null)).toBeUndefined();
  expect(byAmount(0)).toBeUndefined();
});

test("lines are named by their place, in order", () => {
  const chosen = new Map([
    [2, 1_000],
    [0, 500],
    [1, 0],
  ]);
  expect(byLines(chosen)?.lines).toEqual([
    { line: 0, quantityMilli: 500 },
    { line: 2, quantityMilli: 1_000 },
  ]);
});

test("lines that came back keep the places of the others", () => {
  const line = (quantityMilli: number) => ({ item: "tea", quantityMilli, amountFen: 100 });
  expect(leftOf([line(0), line(2_000)]).map(({ at }) => at)).toEqual([1]);
});
