import { expect, test } from "vitest";
import type { Filter, Test } from "@/ipc";
import { type Compact, readFilter, writeFilter } from "./address";
import type { FieldId } from "./fields";
import { all, any, contains, empty, is, not, on } from "./made";

const fieldId = "019abcde-0000-7000-8000-000000000001" as FieldId;
const own = (test: Test): Filter => ({ kind: "own", field: fieldId, test });

test.each<[Filter, Compact]>([
  [all(), ["all"]],
  [any(), ["any"]],
  [is("tags", "VIP", "老客"), ["tags", "oneOf", "VIP", "老客"]],
  [on("tags", { test: "noneOf", values: ["all"] }), ["tags", "noneOf", "all"]],
  [not(empty("phone")), ["not", ["phone", "empty"]]],
  [contains("text", "张"), ["text", "contains", "张"]],
  [on("spent", { test: "between", from: null, to: 1 }), ["spent", "between", null, 1]],
  [on("created", { test: "days", from: "2026-01-02", to: null }), ["created", "days", "2026-01-02", null]],
  [on("contacted", { test: "notLast", days: 60 }), ["contacted", "notLast", 60]],
  [on("birthday", { test: "next", days: 7 }), ["birthday", "next", 7]],
  [on("birthday", { test: "month", month: 12 }), ["birthday", "month", 12]],
  [on("preferences", { test: "allOf", values: ["p1", "p2"] }), ["preferences", "allOf", "p1", "p2"]],
  [is("agreed", "sms", "in_person"), ["agreed", "oneOf", "sms", "in_person"]],
  [own({ test: "between", from: -350, to: null }), ["own", fieldId, "between", -350, null]],
  [own({ test: "oneOf", values: ["yes"] }), ["own", fieldId, "oneOf", "yes"]],
  [not(own({ test: "empty" })), ["not", ["own", fieldId, "empty"]]],
  [
    all(is("segment", "core"), any(empty("stage"), is("stage", "lost"))),
    ["all", ["segment", "oneOf", "core"], ["any", ["stage", "empty"], ["stage", "oneOf", "lost"]]],
  ],
])("%j stands as %j", (filter, compact) => {
  expect(writeFilter(filter)).toEqual(compact);
  expect(readFilter(compact)).toEqual(filter);
});

const deep = (levels: number): Compact => (levels === 0 ? ["phone", "empty"] : ["not", deep(levels - 1)]);

test.each<unknown>([
  undefined,
  "all",
  {},
  [],
  ["luck", "empty"],
  ["phone", "oneOf", "1"],
  ["text", "empty"],
  ["segment", "oneOf", "red"],
  ["tags", "oneOf"],
  ["tags", "oneOf", 3],
  ["tags", "oneOf", " "],
  ["spent", "between", null, null],
  ["spent", "between", 5, 1],
  ["spent", "between", 1.5, null],
  ["created", "days", "yesterday", null],
  ["contacted", "last", 0],
  ["contacted", "last", "60"],
  ["birthday", "month", 13],
  ["agreed", "oneOf", "pigeon"],
  ["preferences", "empty"],
  ["own"],
  ["own", 3, "empty"],
  ["own", fieldId, "luck"],
  ["not"],
  ["all", ["phone", "empty"], null],
  deep(9),
  ["all", ...Array.from({ length: 101 }, () => ["phone", "empty"])],
])("%j is no filter", (compact) => {
  expect(readFilter(compact)).toBeUndefined();
});
