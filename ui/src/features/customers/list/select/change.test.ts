import { expect, test } from "vitest";
import type { BulkChange, CustomField, CustomKind } from "@/ipc";
import { type FieldId, type Library, noLibrary, ownKey } from "@/whom";
import { type BulkKind, changeOf, nothingTyped, type Typed } from "./change";

const idOf = (kind: CustomKind) => `019abcde-0000-7000-8000-${kind}` as FieldId;
const kinds: CustomKind[] = ["text", "number", "date", "choice", "yesNo", "money"];
const library: Library = {
  ...noLibrary,
  fields: kinds.map((kind): CustomField => ({ id: idOf(kind), name: kind, kind, choices: [] })),
};
const own = (kind: CustomKind) => ownKey(idOf(kind));
const liked = ["p1"] as unknown as Typed["liked"];

test.each<[BulkKind, Partial<Typed>, BulkChange | undefined]>([
  ["addTags", {}, undefined],
  ["addTags", { tags: ["a"] }, { kind: "addTags", tags: ["a"] }],
  ["removePreferences", { tags: ["a"] }, undefined],
  ["addPreferences", { liked }, { kind: "addPreferences", ids: [...liked] }],
  ["set", {}, undefined],
  ["set", { value: " Fair " }, { kind: "set", field: "owner", value: "Fair" }],
  ["set", { value: "Fair", isEmptied: true }, { kind: "set", field: "owner", value: "" }],
  ["set", { field: "importance", value: "high" }, { kind: "set", field: "importance", value: "high" }],
  [
    "set",
    { field: own("number"), value: "1.5" },
    { kind: "setOwn", field: idOf("number"), value: { kind: "number", value: 15_000 } },
  ],
  ["set", { field: own("number"), value: "many" }, undefined],
  [
    "set",
    { field: own("choice"), value: "2" },
    { kind: "setOwn", field: idOf("choice"), value: { kind: "choice", value: 2 } },
  ],
  [
    "set",
    { field: own("yesNo"), value: "no" },
    { kind: "setOwn", field: idOf("yesNo"), value: { kind: "yesNo", value: false } },
  ],
  ["set", { field: own("date"), isEmptied: true }, { kind: "setOwn", field: idOf("date"), value: null }],
  ["set", { field: ownKey("019abcde-0000-7000-8000-gone" as FieldId), value: "x" }, undefined],
])("%s with %j is %j", (kind, typed, expected) => {
  expect(changeOf(kind, { ...nothingTyped, ...typed }, library)).toEqual(expected);
});
