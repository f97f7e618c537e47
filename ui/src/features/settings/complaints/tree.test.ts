import { expect, test } from "vitest";
import type { Cause } from "@/ipc";
import { branchOf, type CauseId, linesOf, moved, pathOf, retired, withAnother, without } from "./tree";

const id = (text: string) => text as CauseId;

/** `a` with `b` and `c` under it, `d` under `c`, then `e`. */
const tree: Cause[] = (
  [
    ["a", null],
    ["b", "a"],
    ["c", "a"],
    ["d", "c"],
    ["e", null],
  ] as const
).map(([name, parent]) => ({ id: id(name), parent: parent && id(parent), name, retired: false }));

const names = (causes: readonly Cause[]) => causes.map(({ name }) => name || "+").join("");

test("each line knows its depth and its ends", () => {
  const lines = linesOf(tree).map(
    ({ cause, depth, isFirst, isLast }) => `${cause.name}${depth}${isFirst ? "<" : ""}${isLast ? ">" : ""}`,
  );
  expect(lines).toEqual(["a0<", "b1<", "c1>", "d2<>", "e0>"]);
});

test.each([
  ["c", -1, "acdbe"],
  ["b", 1, "acdbe"],
  ["a", 1, "eabcd"],
  ["e", -1, "eabcd"],
  ["a", -1, "abcde"],
  ["d", 1, "abcde"],
] as const)("%s moved by %d takes along what lies under it", (which, by, expected) => {
  expect(names(moved(tree, id(which), by))).toBe(expected);
});

test("a new one is the last of its place, wherever the list ends", () => {
  expect(names(withAnother(tree, id("n"), id("a")))).toBe("abcd+e");
  expect(names(withAnother(tree, id("n"), null))).toBe("abcde+");
});

test("what was never saved goes with what was put under it", () => {
  expect([...branchOf(tree, id("c"))].join("")).toBe("cd");
  expect(names(without(tree, id("c")))).toBe("abe");
});

test("what is retired takes along what lies under it; what comes back, what is above", () => {
  const gone = retired(tree, id("a"), true);
  expect(names(gone.filter((cause) => cause.retired))).toBe("abcd");
  expect(names(retired(gone, id("d"), false).filter((cause) => cause.retired))).toBe("b");
});

test("a path reads from the top", () => {
  expect(pathOf(tree, id("d"))).toEqual(["a", "c", "d"]);
});
