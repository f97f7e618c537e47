import { expect, test } from "vitest";
import { type Layout, moved, resized, stepped, toggled } from "./layout";

const start: Layout = [
  { field: "name", width: null },
  { field: "phone", width: 200 },
  { field: "spent", width: null },
];
const told = (layout: Layout) => layout.map(({ field, width }) => (width ? `${field} ${width}` : field));

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
  [
    "from the usual columns",
    toggled([], "tags"),
    ["name", "phone", "segment", "stage", "lastPurchase", "purchases", "spent"],
  ],
])("%s", (_, layout, expected) => {
  expect(told(layout)).toEqual(expected);
});
