import { expect, test } from "vitest";
import type { Field, Filter } from "@/ipc";
import { customersSearch, queryOf } from "./search";

const all = (...of: Filter[]): Filter => ({ kind: "all", of });
const is = (field: Field, value: string): Filter => ({
  kind: "where",
  field,
  test: { test: "oneOf", values: [value] },
});
const empty = (field: Field): Filter => ({ kind: "where", field, test: { test: "empty" } });

test.each([
  [{}, { filter: all(), sort: "lastPurchase", descending: true }],
  [{ sort: "name" }, { filter: all(), sort: "name", descending: false }],
  [
    { sort: "spent", dir: "asc" },
    { filter: all(), sort: "spent", descending: false },
  ],
  [
    { segment: "core", stage: "silent" },
    { filter: all(is("segment", "core"), is("stage", "silent")), sort: "lastPurchase", descending: true },
  ],
  [
    { segment: "none", stage: "silent" },
    { filter: all(empty("segment")), sort: "lastPurchase", descending: true },
  ],
  [
    { segment: "nobody", stage: 3, sort: "luck", dir: "up" },
    { filter: all(), sort: "lastPurchase", descending: true },
  ],
])("the address %o asks for %o", (address, query) => {
  expect(queryOf(customersSearch.parse(address))).toEqual(query);
});
