import { expect, test } from "vitest";
import { dayOf, daysBetween, formatDay, formatInstant, formatMoney, formatRelativeDay } from "./format";
import { momentOn } from "./moments";

test.each([
  [0, "¥0.00"],
  [5, "¥0.05"],
  [123_450, "¥1,234.50"],
  [-1_200, "−¥12.00"],
  [100_000_000_099, "¥1,000,000,000.99"],
])("%i fen is %s", (fen, text) => expect(formatMoney(fen)).toBe(text));

const beforeMidnight = Date.UTC(2026, 10, 22, 15, 59);

test("the day is the shop's, not the computer's", () => {
  expect(dayOf(beforeMidnight, "Asia/Shanghai")).toBe("2026-11-22");
  expect(dayOf(beforeMidnight + 60_000, "Asia/Shanghai")).toBe("2026-11-23");
  expect(dayOf(beforeMidnight + 60_000, "Europe/Berlin")).toBe("2026-11-22");
  expect(formatInstant(beforeMidnight, "Asia/Shanghai", "en", "time")).toBe("23:59");
});

test("a civil day is never shifted", () => {
  expect(formatDay("2026-03-01", "zh-CN")).toBe("2026年3月1日");
  expect(formatDay("2026-03-01", "en")).toBe("Mar 1, 2026");
  expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
});

test.each([
  ["2026-11-23", "今天", "today"],
  ["2026-11-24", "明天", "tomorrow"],
  ["2026-11-26", "3天后", "in 3 days"],
  ["2026-11-13", "10天前", "10 days ago"],
  ["2026-08-20", "3个月前", "3 months ago"],
  ["2023-11-01", "3年前", "3 years ago"],
])("%s seen from 2026-11-23", (day, zh, en) => {
  expect(formatRelativeDay(day, "2026-11-23", "zh-CN")).toBe(zh);
  expect(formatRelativeDay(day, "2026-11-23", "en")).toBe(en);
});

test("an hour on a day is the shop's hour, also where the clock was put forward", () => {
  expect(momentOn("2026-11-23", "Asia/Shanghai", 10)).toBe(Date.UTC(2026, 10, 23, 2));
  expect(momentOn("2026-03-29", "Europe/Berlin", 10)).toBe(Date.UTC(2026, 2, 29, 8));
});
