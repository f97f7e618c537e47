import { expect, test } from "vitest";
import type { Flow } from "@/ipc";
import { layOut } from "./flow";

const flow: Flow = {
  scheme: "three",
  from: "2026-10-24",
  to: "2026-11-23",
  classes: ["core", "potential", "win_back"],
  cells: [
    { from: "core", to: "core", customers: 60 },
    { from: "core", to: "potential", customers: 3 },
    { from: "potential", to: "win_back", customers: 9 },
    { from: null, to: "potential", customers: 1 },
  ],
  moved: 13,
  comparableFrom: null,
};

test("bars are as tall as their ways, and nobody is too few to be seen", () => {
  const { left, right, ribbons } = layOut(flow, false);
  expect(left.map((bar) => [bar.name, bar.customers])).toEqual([
    ["core", 3],
    ["potential", 9],
    [null, 1],
  ]);
  expect(right.map((bar) => [bar.name, bar.customers])).toEqual([
    ["potential", 4],
    ["win_back", 9],
  ]);
  expect(ribbons.every((ribbon) => ribbon.height >= 2)).toBe(true);
  for (const side of [left, right]) {
    const sum = (bars: { height: number }[]) => bars.reduce((all, bar) => all + bar.height, 0);
    expect(sum(side)).toBeCloseTo(sum(ribbons), 6);
  }
});

test("who stayed is left out unless asked for", () => {
  expect(layOut(flow, true).ribbons).toHaveLength(4);
  expect(layOut({ ...flow, cells: [] }, false)).toEqual({ left: [], right: [], ribbons: [], height: 0 });
});

test("ways of one bar lie below each other", () => {
  const { right, ribbons } = layOut(flow, false);
  const into = ribbons.filter(({ cell }) => cell.to === "potential");
  expect(into[0]?.toY).toBe(right[0]?.y);
  expect(into[1]?.toY).toBeCloseTo((into[0]?.toY ?? 0) + (into[0]?.height ?? 0), 6);
});
