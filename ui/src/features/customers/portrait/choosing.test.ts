import { expect, test } from "vitest";
import type { PreferenceCount } from "@/ipc";
import { byCategory, choicesFor, type PreferenceId } from "./choosing";

const library: PreferenceCount[] = [
  ["1", "scene", "birthday", 3],
  ["2", "taste", "matcha", 1],
  ["3", "taste", "mango", 9],
  ["4", "taste", "less sugar", 2],
].map(([id, category, value, customers]) => ({
  preference: { id: id as PreferenceId, category: String(category), value: String(value) },
  customers: Number(customers),
}));

const ask = (text: string, chosen: string[] = [], known = library) =>
  choicesFor({
    text,
    library: known,
    chosen: chosen as PreferenceId[],
    usualCategories: ["taste", "size"],
    newLabel: (value, category) => `+${value}@${category}`,
    takenLabel: (category) => category,
  }).map(({ label, isTaken }) => (isTaken ? `(${label})` : label));

test.each<[string, string[], string[]]>([
  ["", [], ["mango", "birthday", "less sugar", "matcha"]],
  ["ma", [], ["mango", "matcha", "+ma@scene", "+ma@taste"]],
  ["ma", ["3"], ["matcha", "(mango)", "+ma@scene", "+ma@taste"]],
  ["mang", ["3"], ["(mango)", "+mang@scene", "+mang@taste"]],
  ["", ["3", "1"], ["less sugar", "matcha"]],
  ["Matcha", [], ["matcha", "+Matcha@scene", "+Matcha@taste"]],
  ["matcha", [], ["matcha", "+matcha@scene"]],
  ["sugar", [], ["less sugar", "+sugar@scene", "+sugar@taste"]],
  ["scene: party", [], ["+party@scene"]],
  ["colour：red", [], ["+red@colour"]],
  ["scene/birth", [], ["birthday", "+birth@scene"]],
])("%j offers %j", (text, chosen, expected) => {
  expect(ask(text, chosen)).toEqual(expected);
});

test("a shop without a library is offered the usual categories", () => {
  expect(ask("soft", [], [])).toEqual(["+soft@taste", "+soft@size"]);
});

test("what somebody likes is told by category, in the library's order", () => {
  const groups = byCategory(library, ["4", "1", "gone"] as PreferenceId[]);
  expect(groups.map(([category, values]) => [category, values.map(({ value }) => value)])).toEqual([
    ["scene", ["birthday"]],
    ["taste", ["less sugar"]],
  ]);
});
