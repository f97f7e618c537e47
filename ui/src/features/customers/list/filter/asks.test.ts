import { expect, test } from "vitest";
import type { Field, Filter } from "@/ipc";
import { asksOf, type Draft, draftOf, filterOf, newDraft } from "./asks";
import { contains, empty, is, not, on } from "./made";

test.each<[Field, Partial<Draft>, Filter | undefined]>([
  ["segment", { words: ["core"] }, is("segment", "core")],
  ["segment", { words: [] }, undefined],
  ["segment", { ask: "isNot", words: ["core"] }, on("segment", { test: "noneOf", values: ["core"] })],
  ["tags", { words: ["a"] }, is("tags", "a")],
  ["tags", { ask: "hasAll", words: ["a", "b"] }, on("tags", { test: "allOf", values: ["a", "b"] })],
  ["phone", {}, not(empty("phone"))],
  ["text", { text: " 张 " }, contains("text", "张")],
  ["text", { text: " " }, undefined],
  ["company", { ask: "containsNot", text: "面包" }, not(contains("company", "面包"))],
  ["spent", { from: "1,000.5" }, on("spent", { test: "between", from: 100_050, to: null })],
  ["spent", { from: "much" }, undefined],
  ["spent", { ask: "atMost", to: "８" }, on("spent", { test: "between", from: null, to: 800 })],
  ["purchases", { ask: "between", from: "9", to: "3" }, on("purchases", { test: "between", from: 3, to: 9 })],
  ["purchases", { ask: "equals", from: "2" }, on("purchases", { test: "between", from: 2, to: 2 })],
  ["purchases", { from: "1.5" }, undefined],
  ["contacted", {}, on("contacted", { test: "notLast", days: 60 })],
  ["contacted", { days: "0" }, undefined],
  ["contacted", { days: "36601" }, undefined],
  [
    "created",
    { ask: "until", to: "2026-01-31" },
    on("created", { test: "days", from: null, to: "2026-01-31" }),
  ],
  ["created", { ask: "during", from: "2026-01-31" }, undefined],
  ["birthday", {}, on("birthday", { test: "next", days: 7 })],
  ["birthday", { ask: "month", month: "12" }, on("birthday", { test: "month", month: 12 })],
])("of %s, %j asks for %j", (field, typed, filter) => {
  expect(filterOf({ ...newDraft(field), ...typed })).toEqual(filter);
});

test("every ask of every kind of field comes back from its filter", () => {
  const typed = { words: ["core"], text: "x", from: "2", to: "5", days: "30", month: "4" };
  const fields: Field[] = ["name", "company", "tags", "segment", "purchases", "spent", "birthday", "text"];
  for (const field of fields) {
    for (const ask of asksOf(field)) {
      const filter = filterOf({ ...newDraft(field), ...typed, ask });
      expect(filter, `${field} ${ask}`).toBeDefined();
      const back = filter && draftOf(filter);
      expect(back?.ask).toBe(ask);
      expect(back && filterOf(back)).toEqual(filter);
    }
  }
});

test("what no single ask says is not taken apart", () => {
  expect(draftOf(not(is("segment", "core")))).toBeUndefined();
  expect(draftOf(not(not(empty("phone"))))).toBeUndefined();
});
