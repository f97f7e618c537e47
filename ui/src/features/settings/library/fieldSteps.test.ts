import { expect, test } from "vitest";
import type { CustomField } from "@/ipc";
import { categoriesOf } from "./categories";
import { movedField, withChoice } from "./fieldSteps";

const fields = ["a", "b", "c"].map(
  (id) => ({ id, name: id, kind: "text", choices: [] }) as unknown as CustomField,
);

test.each([
  [0, 1, "bac"],
  [2, -1, "acb"],
  [1, 1, "acb"],
  [0, -1, "abc"],
  [2, 1, "abc"],
])("the field at %i, by %i", (from, by, expected) => {
  expect(
    movedField(fields, from, by)
      .map(({ name }) => name)
      .join(""),
  ).toBe(expected);
});

test("a new choice takes no number that another has", () => {
  expect(withChoice([], "a")).toEqual([{ number: 1, text: "a" }]);
  expect(
    withChoice(
      [
        { number: 4, text: "a" },
        { number: 2, text: "b" },
      ],
      "c",
    ).at(-1),
  ).toEqual({ number: 5, text: "c" });
});

test("the library is read category by category", () => {
  const count = (category: string, value: string) =>
    ({ preference: { id: value, category, value }, customers: 0 }) as Parameters<
      typeof categoriesOf
    >[0][number];
  expect(
    categoriesOf([count("taste", "sweet"), count("size", "large"), count("taste", "sour")]).map(
      ({ name, values }) => [name, values.map(({ preference }) => preference.value)],
    ),
  ).toEqual([
    ["taste", ["sweet", "sour"]],
    ["size", ["large"]],
  ]);
});
