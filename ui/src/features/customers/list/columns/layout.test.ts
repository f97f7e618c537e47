import { expect, test } from "vitest";
import { type FieldId, type Library, noLibrary, ownKey } from "@/whom";
import { type Layout, moved, resized, shownBy, standing, stepped, toggled } from "./layout";

const sweet = "019abcde-0000-7000-8000-000000000001" as FieldId;
const gone = "019abcde-0000-7000-8000-000000000002" as FieldId;
const library: Library = {
  ...noLibrary,
  fields: [{ id: sweet, name: "甜度", kind: "choice", choices: [{ number: 1, text: "少糖" }] }],
};

const start: Layout = [
  { field: "name", width: null },
  { field: "phone", width: 200 },
  { field: "spent", width: null },
];
const told = (layout: Layout) =>
  layout.map(({ field, own, width }) => [own ? "own" : field, width].filter(Boolean).join(" "));
const withOwn = toggled(start, ownKey(sweet));

test.each<[string, Layout, string[]]>([
  ["away", toggled(start, "phone"), ["name", "spent"]],
  ["behind the others", toggled(start, "tags"), ["name", "phone 200", "spent", "tags"]],
  ["the name stays", toggled(start, "name"), ["name", "phone 200", "spent"]],
  ["up", moved(start, "spent", 0), ["spent", "name", "phone 200"]],
  ["down", moved(start, "name", 1), ["phone 200", "name", "spent"]],
  ["no further", moved(start, "name", -1), ["name", "phone 200", "spent"]],
  ["wide", resized(start, "spent", 300), ["name", "phone 200", "spent 300"]],
  ["as usual", resized(start, "phone", null), ["name", "phone", "spent"]],
  ["a step", stepped(start, "phone", -16), ["name", "phone 184", "spent"]],
  ["not too narrow", stepped(start, "phone", -900), ["name", "phone 40", "spent"]],
  ["one of the shop's own", withOwn, ["name", "phone 200", "spent", "own"]],
  ["which is moved", moved(withOwn, ownKey(sweet), 1), ["name", "own", "phone 200", "spent"]],
  ["made wide", resized(withOwn, ownKey(sweet), 90), ["name", "phone 200", "spent", "own 90"]],
  ["and let go of", toggled(withOwn, ownKey(sweet)), ["name", "phone 200", "spent"]],
  ["while it is there", standing(withOwn, library), ["name", "phone 200", "spent", "own"]],
  ["or is not known yet", standing(withOwn, { ...noLibrary, isWhole: false }), told(withOwn)],
  ["but not once it is gone", standing(toggled(start, ownKey(gone)), library), told(start)],
  [
    "from the usual columns",
    toggled([], "tags"),
    ["name", "phone", "segment", "stage", "lastPurchase", "purchases", "spent"],
  ],
])("%s", (_, layout, expected) => {
  expect(told(layout)).toEqual(expected);
});

test("rows carry what columns show, whatever their order", () => {
  const layout = toggled(toggled(withOwn, "region"), "contacted");
  expect(shownBy(layout, library)).toEqual({ fields: ["contacted", "region"], own: [sweet] });
  expect(shownBy(moved(layout, "region", 0), library)).toEqual(shownBy(layout, library));
  expect(shownBy(start, library)).toEqual({});
  expect(shownBy(toggled(start, ownKey(gone)), library)).toEqual({});
});
