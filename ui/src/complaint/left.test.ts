import { expect, test } from "vitest";
import type { T } from "@/i18n";
import { leftWords } from "./left";

const t = ((key: string, params: Record<string, unknown>) =>
  `${key.replace("complaints.", "")}(${Object.values(params).join(",")})`) as unknown as T;

test.each([
  [0, "left(time.minutes(0))"],
  [20_000, "left(time.minutes(1))"],
  [59 * 60_000, "left(time.minutes(59))"],
  [60 * 60_000, "left(time.hours(1))"],
  [80 * 60_000, "left(time.both(1,20))"],
  [-30_000, "lateBy(time.minutes(1))"],
  [-26 * 3_600_000, "lateBy(time.hours(26))"],
])("%d ms", (ms, expected) => {
  expect(leftWords(t, ms)).toBe(expected);
});
