import { expect, test } from "vitest";
import type { Preview } from "@/ipc";
import { choose, fieldOf } from "./columns";

const preview: Preview = {
  name: "a.csv",
  size: 1,
  encoding: "utf-8",
  delimiter: ",",
  sheets: [],
  sheet: null,
  headerRow: 1,
  headers: ["A", "B", "C"],
  hidden: [],
  byContent: [],
  dateOrder: null,
  lastTime: null,
  map: { name: "A", phone: "B" },
  fields: ["name", "phone", "note"],
  rows: [],
  suggested: "customers",
};

test("a heading stands for at most one field", () => {
  expect(fieldOf(preview, "B")).toBe("phone");
  expect(fieldOf(preview, "C")).toBeUndefined();
});

test.each([
  ["C", "note", { note: "C" }],
  ["C", "name", { name: "C" }],
  ["B", "name", { phone: "", name: "B" }],
  ["A", undefined, { name: "" }],
])("column %s becomes %s", (heading, field, expected) => {
  expect(choose(preview, {}, heading, field)).toEqual(expected);
});
