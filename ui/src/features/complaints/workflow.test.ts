import { expect, test } from "vitest";
import { columnOf, nextActs, otherActs, stepInto } from "./workflow";

test.each([
  ["received", "answered", "answer"],
  ["reopened", "answered", "answer"],
  ["received", "proposed", undefined],
  ["answered", "proposed", "propose"],
  ["proposed", "investigating", "investigate"],
  ["agreed", "solved", "solve"],
  ["solved", "new", "reopen"],
  ["solved", "solved", undefined],
] as const)("%s into %s", (state, column, expected) => {
  expect(stepInto(state, column)).toBe(expected);
});

test("what comes next stands apart from what else may be done", () => {
  const possible = ["answer", "withdraw", "merge", "note", "attach"] as const;
  expect(nextActs("received", possible)).toEqual(["answer"]);
  expect(otherActs("received", possible)).toEqual(["withdraw", "merge", "note"]);
  expect(columnOf("closed")).toBeUndefined();
});
