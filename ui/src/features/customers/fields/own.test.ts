import { expect, test } from "vitest";
import type { CustomField, CustomKind, CustomValue } from "@/ipc";
import type { FieldId } from "../portrait/fields";
import { readValue, textOf } from "./own";

const field = (kind: CustomKind): CustomField => ({ id: "f1" as FieldId, name: "Size", kind, choices: [] });

test.each<[CustomKind, string, CustomValue | null]>([
  ["text", "large", { kind: "text", value: "large" }],
  ["text", "", null],
  ["number", "１２.5", { kind: "number", value: 125_000 }],
  ["money", "¥1,288", { kind: "money", value: 128_800 }],
  ["money", "-3.5", { kind: "money", value: -350 }],
])("%s %j", (kind, text, expected) => {
  expect(readValue(field(kind), text)).toEqual(expected);
});

test.each<[CustomKind, string]>([
  ["number", "many"],
  ["money", "1.234"],
])("%s %j is refused on the field", (kind, text) => {
  expect(() => readValue(field(kind), text)).toThrow(
    expect.objectContaining({ error: { kind: "invalid", field: "f1", code: "unreadable" } }),
  );
});

test.each<[CustomValue, string]>([
  [{ kind: "number", value: -5_000 }, "-0.5"],
  [{ kind: "money", value: -123_450 }, "-1234.50"],
  [{ kind: "text", value: "large" }, "large"],
])("%o is typed as %j", (value, text) => {
  expect(textOf(value)).toBe(text);
});
