import { expect, test } from "vitest";
import { isSameWord, twoPlaces } from "./code";

test("two places, never the same, always of the twelve", () => {
  const seen = new Set<number>();
  for (let round = 0; round < 2_000; round++) {
    const [first, second] = twoPlaces();
    expect(first).toBeGreaterThanOrEqual(1);
    expect(second).toBeLessThanOrEqual(12);
    expect(first).toBeLessThan(second);
    seen.add(first).add(second);
  }
  expect(seen.size).toBe(12);
});

test.each([
  [" Apple", "apple", true],
  ["苹果", "苹果", true],
  ["apples", "apple", false],
  ["", "apple", false],
])("%j for %j", (typed, word, expected) => expect(isSameWord(typed, word)).toBe(expected));
