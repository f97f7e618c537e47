import { expect, test } from "vitest";
import { type Group, groupOf, isOn, press, type Quick, tidy } from "./groups";
import { all, any, empty, is } from "./made";

const core: Quick = { field: "segment", value: "core" };
const lost: Quick = { field: "stage", value: "lost" };
const none: Quick = { field: "segment", value: "none" };
const tag = is("tags", "VIP");

test.each<[Group, Quick, Group]>([
  [all(), core, all(is("segment", "core"))],
  [all(is("segment", "core")), core, all()],
  [all(is("segment", "potential"), tag), core, all(tag, is("segment", "core"))],
  [all(is("segment", "core")), lost, all(is("segment", "core"), is("stage", "lost"))],
  [all(is("stage", "lost")), none, all(empty("segment"))],
  [all(empty("segment")), lost, all(is("stage", "lost"))],
  [any(tag, is("tags", "new")), core, all(any(tag, is("tags", "new")), is("segment", "core"))],
  [
    all(is("segment", "core", "potential")),
    core,
    all(is("segment", "core", "potential"), is("segment", "core")),
  ],
])("in %j, a press of %j makes %j", (before, quick, after) => {
  expect(press(before, quick)).toEqual(after);
});

test.each<[Group, Quick, boolean]>([
  [all(is("segment", "core"), tag), core, true],
  [any(is("segment", "core"), tag), core, false],
  [all(is("segment", "core", "potential")), core, false],
  [all(empty("segment")), none, true],
])("in %j, %j is on: %s", (group, quick, on) => {
  expect(isOn(group, quick)).toBe(on);
});

test.each<[Group, Group]>([
  [all(any()), all(any())],
  [all(tag, any(tag)), all(tag, tag)],
  [all(tag, all()), all(tag)],
  [all(any(tag, is("tags", "new"))), any(tag, is("tags", "new"))],
  [any(), all()],
])("%j is tidied to %j", (group, tidied) => {
  expect(tidy(group)).toEqual(tidied);
});

test("nobody can be taken away like any other condition", () => {
  expect(groupOf(any())).toEqual(all(any()));
  expect(groupOf(tag)).toEqual(all(tag));
  expect(groupOf(any(tag))).toEqual(any(tag));
});
