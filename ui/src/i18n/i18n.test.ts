import { expect, test } from "vitest";
import en from "./en.json";
import zh from "./zh-CN.json";

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, path = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const here = path ? `${path}.${key}` : key;
    if (typeof value === "string") found.set(here, value);
    else for (const [inner, word] of leaves(value, here)) found.set(inner, word);
  }
  return found;
}

const english = leaves(en);
const chinese = leaves(zh);
const variables = (text = "") => [...new Set(text.match(/\{\{\s*\w+/g))].sort();

test("both languages word the same keys; Chinese has no singular", () => {
  const expected = [...english.keys()].filter((key) => !key.endsWith("_one"));
  expect([...chinese.keys()].sort()).toEqual(expected.sort());
});

test("every English singular has its plural", () => {
  const alone = [...english.keys()].filter(
    (key) => key.endsWith("_one") && !english.has(key.replace(/_one$/, "_other")),
  );
  expect(alone).toEqual([]);
});

test("a sentence names the same variables in both languages", () => {
  const differing = [...chinese].filter(
    ([key, text]) => String(variables(text)) !== String(variables(english.get(key))),
  );
  expect(differing).toEqual([]);
});

test("nothing is left empty", () => {
  expect([...english, ...chinese].filter(([, text]) => text.trim() === "")).toEqual([]);
});

test("Chinese sentences use Chinese punctuation", () => {
  expect([...chinese].filter(([, text]) => /\p{Script=Han}[,;:?!(]/u.test(text))).toEqual([]);
});
