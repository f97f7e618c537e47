import { expect, test } from "vitest";
import type { Filter } from "@/ipc";
import type { FieldId } from "@/whom";
import { all, contains, empty, is } from "@/whom/made";
import {
  addressOf,
  type CustomersSearch,
  customersSearch,
  isSameQuery,
  queryOf,
  searching,
  sortKey,
} from "./search";

const own = "own:019abcde-0000-7000-8000-000000000001";

test.each<[unknown, Filter, string, boolean]>([
  [{}, all(), "lastPurchase", true],
  [{ sort: "name" }, all(), "name", false],
  [{ sort: "spent", dir: "asc" }, all(), "spent", false],
  [{ sort: "contacted" }, all(), "contacted", true],
  [
    { f: ["all", ["segment", "oneOf", "core"], ["not", ["phone", "empty"]]] },
    all(is("segment", "core"), { kind: "not", of: empty("phone") }),
    "lastPurchase",
    true,
  ],
  [
    { f: ["any", ["text", "contains", "张"]] },
    { kind: "any", of: [contains("text", "张")] },
    "lastPurchase",
    true,
  ],
  [{ f: ["all", ["luck", "empty"]], sort: "luck", dir: "up", view: 3 }, all(), "lastPurchase", true],
  [{ f: "all", sort: "text" }, all(), "lastPurchase", true],
  [{ sort: own }, all(), own, false],
  [{ sort: own, dir: "desc" }, all(), own, true],
  [{ sort: "own:1" }, all(), "lastPurchase", true],
])("the address %j asks for %j by %s", (address, filter, sort, descending) => {
  const query = queryOf(customersSearch.parse(address));
  expect(query).toMatchObject({ filter, descending });
  expect(sortKey(query)).toBe(sort);
});

test.each<CustomersSearch>([
  {},
  { f: ["all", ["spent", "between", 100_000, null]] },
  { f: ["all", ["any", ["tags", "allOf", "a", "b"], ["stage", "oneOf", "lost"]]], sort: "name", dir: "desc" },
  { sort: "spent" },
  { sort: own, dir: "desc" },
])("the address %j is written again as it was read", (address) => {
  const written = addressOf(queryOf(address));
  expect(JSON.parse(JSON.stringify(written))).toEqual(address);
});

test("what Rust leaves out and what it says are the same list", () => {
  expect(isSameQuery({}, { filter: all(), sort: "name", descending: false })).toBe(true);
  expect(isSameQuery({}, { sort: "spent" })).toBe(false);
  expect(isSameQuery({}, { sort: "name", own: null })).toBe(true);
  expect(isSameQuery({}, { own: "019abcde-0000-7000-8000-000000000001" as FieldId })).toBe(false);
});

test("a search goes over everyone and keeps the order", () => {
  const before: CustomersSearch = { f: ["all", ["stage", "oneOf", "lost"]], view: "x", sort: "spent" };
  expect(searching(before, "zs")).toEqual({ q: "zs", sort: "spent" });
});
