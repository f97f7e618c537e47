import { expect, test } from "vitest";
import type { CustomField, Filter, Test } from "@/ipc";
import { asksOf, type Draft, draftOf, filterOf, newDraft } from "./asks";
import { type FieldId, type FieldKey, fields, kindOf, type Library, noLibrary, ownKey } from "./fields";
import { contains, empty, is, not, on } from "./made";

const idOf = (name: string) => `019abcde-0000-7000-8000-${name}` as FieldId;
const kinds: CustomField["kind"][] = ["text", "number", "date", "choice", "yesNo", "money"];
const library: Library = {
  ...noLibrary,
  fields: kinds.map((kind) => ({
    id: idOf(kind),
    name: kind,
    kind,
    choices: kind === "choice" ? [{ number: 2, text: "少糖" }] : [],
  })),
};
const own = (kind: CustomField["kind"]) => ownKey(idOf(kind));
const where = (kind: CustomField["kind"], test: Test): Filter => ({ kind: "own", field: idOf(kind), test });
const isDay = (field: FieldKey) => /^(moment|day)$/.test(kindOf(field, library) ?? "");
const days = { from: "2026-01-01", to: "2026-02-01" };
const draft = (field: FieldKey) => newDraft(field, kindOf(field, library) ?? "own");

test.each<[FieldKey, Partial<Draft>, Filter | undefined]>([
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
  ["preferences", { words: ["p1"] }, on("preferences", { test: "oneOf", values: ["p1"] })],
  ["agreed", { ask: "hasAll", words: ["sms"] }, on("agreed", { test: "allOf", values: ["sms"] })],
  ["refused", { ask: "hasNone", words: [] }, undefined],
  [own("text"), { words: ["a"] }, where("text", { test: "oneOf", values: ["a"] })],
  [own("choice"), { words: ["2"] }, where("choice", { test: "oneOf", values: ["2"] })],
  [own("yesNo"), { ask: "isNot", words: ["yes"] }, where("yesNo", { test: "noneOf", values: ["yes"] })],
  [own("number"), { from: "1.5" }, where("number", { test: "between", from: 15_000, to: null })],
  [own("number"), { from: "1.23456" }, undefined],
  [own("money"), { ask: "atMost", to: "-3.5" }, where("money", { test: "between", from: null, to: -350 })],
  [own("money"), { ask: "empty" }, where("money", { test: "empty" })],
  [own("date"), {}, where("date", { test: "next", days: 30 })],
  [
    own("date"),
    { ask: "during", from: "2026-02-01", to: "2026-01-01" },
    where("date", { test: "days", from: "2026-01-01", to: "2026-02-01" }),
  ],
])("of %s, %j asks for %j", (field, typed, filter) => {
  expect(filterOf({ ...draft(field), ...typed })).toEqual(filter);
});

test("every ask of every kind of field comes back from its filter", () => {
  const typed = { words: ["core"], text: "x", from: "2", to: "5", days: "30", month: "4" };
  for (const field of [...fields, ...kinds.map(own)]) {
    for (const ask of asksOf(field, draft(field).kind)) {
      const filter = filterOf({ ...draft(field), ...typed, ...(isDay(field) && days), ask });
      expect(filter, `${field} ${ask}`).toBeDefined();
      const back = filter && draftOf(filter, library);
      expect(back?.ask).toBe(ask);
      expect(back && filterOf(back)).toEqual(filter);
    }
  }
});

test("what no single ask says is not taken apart", () => {
  expect(draftOf(not(is("segment", "core")), library)).toBeUndefined();
  expect(draftOf(not(not(empty("phone"))), library)).toBeUndefined();
});

test("nor is what asks for a field that the shop has no more", () => {
  const filter = where("text", { test: "empty" });
  expect(draftOf(filter, noLibrary)).toBeUndefined();
  expect(draftOf(not(filter), noLibrary)).toBeUndefined();
});
