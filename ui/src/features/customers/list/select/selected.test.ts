import { expect, test } from "vitest";
import { all } from "@/whom/made";
import type { CustomerId } from "../../queries";
import { usualQuery } from "../../search";
import { countOf, exportedOf, isSelected, nobody, selectionOf, set, whole } from "./selected";

const [ann, ben, cat] = ["a", "b", "c"] as CustomerId[] as [CustomerId, CustomerId, CustomerId];

test("single ones are these", () => {
  const two = set(nobody, [ann, ben], true);
  expect(countOf(two, 12_345)).toBe(2);
  expect([isSelected(two, ann), isSelected(two, cat)]).toEqual([true, false]);
  expect(selectionOf(set(two, [ann], false), all())).toEqual({ kind: "these", ids: [ben] });
});

test("the whole list but for some is still told by its filter", () => {
  const most = set(set(whole, [ann, ben], false), [ben], true);
  expect(countOf(most, 12_345)).toBe(12_344);
  expect([isSelected(most, ann), isSelected(most, ben)]).toEqual([false, true]);
  expect(selectionOf(most, all())).toEqual({ kind: "matching", filter: all(), except: [ann] });
});

test("what a search found goes out as it was found", () => {
  const these = selectionOf(set(nobody, [ann, cat], true), all());
  const { sort, own, descending } = usualQuery;
  expect(exportedOf(these, usualQuery, undefined)).toEqual({ selection: these, sort, own, descending });
  expect(exportedOf(these, usualQuery, [{ id: cat }, { id: ben }, { id: ann }])).toEqual({
    selection: { kind: "these", ids: [cat, ann] },
    sort: null,
    own: null,
    descending: false,
  });
});
