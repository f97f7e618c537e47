import { expect, test } from "vitest";
import type { Filter } from "@/ipc";
import { all, contains, empty, is } from "./list/filter/made";
import { addressOf, type CustomersSearch, customersSearch, isSameQuery, queryOf, searching } from "./search";

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
])("the address %j asks for %j by %s", (address, filter, sort, descending) => {
  expect(queryOf(customersSearch.parse(address))).toEqual({ filter, sort, descending });
});

test.each<CustomersSearch>([
  {},
  { f: ["all", ["spent", "between", 100_000, null]] },
  { f: ["all", ["any", ["tags", "allOf", "a", "b"], ["stage", "oneOf", "lost"]]], sort: "name", dir: "desc" },
  { sort: "spent" },
])("the address %j is written again as it was read", (address) => {
  const written = addressOf(queryOf(address));
  expect(JSON.parse(JSON.stringify(written))).toEqual(address);
});

test("what Rust leaves out and what it says are the same list", () => {
  expect(isSameQuery({}, { filter: all(), sort: "name", descending: false })).toBe(true);
  expect(isSameQuery({}, { sort: "spent" })).toBe(false);
});

test("a search goes over everyone and keeps the order", () => {
  const before: CustomersSearch = { f: ["all", ["stage", "oneOf", "lost"]], view: "x", sort: "spent" };
  expect(searching(before, "zs")).toEqual({ q: "zs", sort: "spent" });
});
