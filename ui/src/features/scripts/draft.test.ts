import { expect, test } from "vitest";
import type { ScriptView } from "@/ipc";
import { insertAt, isWanted, type Wanted, withNames } from "./draft";

const names: Record<string, string> = { customer: "称呼", shop: "店名" };

test.each([
  ["{{customer}}您好", "{{称呼}}您好"],
  ["{{ customer |您}}好，{{shop}}", "{{称呼|您}}好，{{店名}}"],
  ["{{customer|}}", "{{称呼|}}"],
  ["{{unknown}} customer", "{{unknown}} customer"],
])("%s reads %s", (text, shown) => {
  expect(withNames(text, (key) => names[key])).toBe(shown);
});

test("a variable goes where the caret is, over what is chosen", () => {
  expect(insertAt("您好", 0, 0, "称呼")).toEqual({ text: "{{称呼}}您好", caret: 6 });
  expect(insertAt("您好吗", 0, 1, "称呼")).toEqual({ text: "{{称呼}}好吗", caret: 6 });
});

const script = (fits: object, archived = false) =>
  ({ draft: { title: "Birthday", text: "{{customer}}", fits }, archived }) as unknown as ScriptView;

test.each<[string, ScriptView, Wanted, boolean]>([
  ["anything", script({}), {}, true],
  ["what is put away", script({}, true), {}, false],
  ["what is put away, where that is asked for", script({}, true), { archived: true }, true],
  ["an open set", script({}), { stage: "lost" }, true],
  ["another stage", script({ stages: ["active"] }), { stage: "lost" }, false],
  ["its words", script({}), { text: "birth" }, true],
  ["the name of a variable", script({}), { text: "称呼" }, true],
  ["other words", script({}), { text: "festival" }, false],
])("%s", (_, found, wanted, expected) => {
  expect(isWanted(found, wanted, (text) => withNames(text, (key) => names[key]))).toBe(expected);
});
