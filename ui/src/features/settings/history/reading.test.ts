import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import en from "@/i18n/en.json";
import { codeWord, cut, cutBoth, dated, isMoment, leavesOf, spread } from "./reading";
import { rooms } from "./rooms";

test("every table on record, and every room of operations, has a word", () => {
  const store = resolve(import.meta.dirname, "../../../../../src-tauri/crates/store/src/ops.rs");
  const list = /RECORDED: \[&str; \d+\] = \[([^\]]*)\]/.exec(readFileSync(store, "utf8"))?.[1] ?? "";
  const tables = [...list.matchAll(/"(\w+)"/g)].map((found) => found[1]);
  expect(tables.length).toBeGreaterThan(30);
  expect(tables.filter((table) => !((table ?? "") in en.audit.tables))).toEqual([]);
  const ofOperations = Object.entries(en.terms.operation).filter(([, words]) => typeof words === "object");
  expect([...rooms].sort()).toEqual(ofOperations.map(([room]) => room).sort());
});

test("numbers that are days, moments or codes are read as such", () => {
  expect(dated("follow_up", "by_day", 719_163)).toEqual({ day: "1970-01-01" });
  expect(dated("points_entry", "expires", 739_951)).toEqual({ day: "2026-12-01" });
  expect(dated("follow_up", "snoozed_to", 5)).toEqual({ ms: 5 });
  expect(dated("anniversary", "day", 5)).toBeUndefined();
  expect(codeWord("follow_up", "state", 1)).toBe("audit.codes.done");
  expect(codeWord("follow_up", "state", 9)).toBeUndefined();
  expect(isMoment(2 ** 63)).toBe(false);
});

describe("long texts", () => {
  test("short ones stay whole", () => {
    expect(cutBoth("old", "older")).toEqual(["old", "older"]);
    expect(cut("a".repeat(80))).toHaveLength(80);
  });

  test("long ones are cut to where they differ", () => {
    const same = "x".repeat(100);
    const [before, after] = cutBoth(`${same} tea`, `${same} coffee`);
    expect(before).toBe(`…${"x".repeat(15)} tea`);
    expect(after).toBe(`…${"x".repeat(15)} coffee`);
  });

  test("JSON is compared leaf by leaf", () => {
    expect(leavesOf('{"a":{"b":1,"c":2},"d":[1]}', '{"a":{"b":1,"c":3},"d":[1,5]}')).toEqual([
      { path: "a.c", before: "2", after: "3" },
      { path: "d.1", before: "", after: "5" },
    ]);
    expect(leavesOf("", '{"a":null,"b":"x"}')).toEqual([{ path: "b", before: "", after: "x" }]);
    expect(leavesOf("{broken", "words")).toBeUndefined();
    expect(spread('{"a":1}')).toBe('{\n  "a": 1\n}');
    expect(spread("words")).toBe("words");
  });
});
