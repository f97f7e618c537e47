import { expect, test } from "vitest";
import { customersSearch, queryOf } from "./search";

test.each([
  [{}, { segment: null, stage: null, withoutPurchase: false, sort: "lastPurchase", descending: true }],
  [{ sort: "name" }, { segment: null, stage: null, withoutPurchase: false, sort: "name", descending: false }],
  [
    { sort: "spent", dir: "asc" },
    { segment: null, stage: null, withoutPurchase: false, sort: "spent", descending: false },
  ],
  [
    { segment: "core", stage: "silent" },
    { segment: "core", stage: "silent", withoutPurchase: false, sort: "lastPurchase", descending: true },
  ],
  [
    { segment: "none", stage: "silent" },
    { segment: null, stage: null, withoutPurchase: true, sort: "lastPurchase", descending: true },
  ],
  [
    { segment: "nobody", stage: 3, sort: "luck", dir: "up" },
    { segment: null, stage: null, withoutPurchase: false, sort: "lastPurchase", descending: true },
  ],
])("the address %o asks for %o", (address, query) => {
  expect(queryOf(customersSearch.parse(address))).toEqual(query);
});
