import { expect, test } from "vitest";
import type { CustomerDraft } from "@/ipc";
import { type FieldId, type Fields, moved, withFields } from "./fields";

const size = "f1" as FieldId;
const parking = "f2" as FieldId;

test.each<[CustomerDraft, Fields, CustomerDraft]>([
  [{ name: "Li" }, { name: "Wang" }, { name: "Wang" }],
  [
    { name: "Li", portrait: { role: "buyer" } },
    { region: "east" },
    { name: "Li", portrait: { role: "buyer", region: "east" } },
  ],
  [
    { portrait: { custom: [{ field: size, value: { kind: "number", value: 1 } }] } },
    { own: { [parking]: { kind: "yesNo", value: true } } },
    {
      portrait: {
        custom: [
          { field: size, value: { kind: "number", value: 1 } },
          { field: parking, value: { kind: "yesNo", value: true } },
        ],
      },
    },
  ],
  [
    { portrait: { custom: [{ field: size, value: { kind: "number", value: 1 } }] } },
    { own: { [size]: null } },
    { portrait: { custom: [] } },
  ],
])("%o with %o", (draft, fields, expected) => {
  expect(withFields(draft, fields)).toEqual(expected);
});

test.each<[Fields, Fields, Fields, Fields]>([
  [{ tags: [] }, { tags: [] }, { tags: ["a"] }, { tags: ["a"] }],
  [{ tags: ["b"] }, { tags: [] }, { tags: ["a"] }, { tags: ["b"] }],
  [{ region: "" }, { role: "" }, { role: "buyer" }, { region: "" }],
  [
    { own: { [size]: null, [parking]: null } },
    { own: { [size]: null } },
    { own: { [size]: { kind: "number", value: 1 } } },
    { own: { [size]: { kind: "number", value: 1 }, [parking]: null } },
  ],
])("%o, after %o became %o, starts from %o", (fields, from, to, expected) => {
  expect(moved(fields, from, to)).toEqual(expected);
});
