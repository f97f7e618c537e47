import { expect, test } from "vitest";
import { words } from "@/i18n";
import { agoWords } from "./ago";

test.each([
  [-5, "minutes", 1],
  [1, "minutes", 1],
  [119, "minutes", 119],
  [121, "hours", 2],
  [47 * 60, "hours", 47],
  [49 * 60, "days", 2],
] as const)("%i minutes", (minutes, unit, count) => {
  expect(agoWords(words, minutes * 60_000)).toBe(words(`gate.damaged.${unit}`, { count }));
});
