import i18next from "i18next";
import { expect, test } from "vitest";
import { words } from "@/i18n";
import type { Birthday, NextBirthday } from "@/ipc";
import { yearDayWords } from "@/terms";
import { type BirthdayText, birthdayOf, birthdayText, isSameText, nextWords } from "./birthday";

const today = "2026-09-13";
const solar: Birthday = { year: 1990, month: 9, day: 25, calendar: "solar", leap: false };
const lunar: Birthday = { year: null, month: 8, day: 15, calendar: "lunar", leap: false };

test.each<[Birthday, string, string]>([
  [solar, "1990年9月25日", "Sep 25, 1990"],
  [{ ...solar, year: null, month: 2, day: 29 }, "2月29日", "Feb 29"],
  [lunar, "农历八月十五", "Lunar month 8, day 15"],
  [{ ...lunar, year: 1990 }, "农历八月十五（1990年）", "Lunar month 8, day 15 (1990)"],
  [{ ...lunar, month: 12, day: 30, leap: true }, "农历闰腊月三十", "Lunar leap month 12, day 30"],
])("%o as it is spoken", async (birthday, zh, en) => {
  await i18next.changeLanguage("zh-CN");
  expect(yearDayWords(words, "zh-CN", birthday)).toBe(zh);
  await i18next.changeLanguage("en");
  expect(yearDayWords(words, "en", birthday)).toBe(en);
});

const next = (birthday: Birthday, day: string, age: number | null): NextBirthday => ({
  birthday,
  day,
  inDays: 12,
  age,
});

test.each<[NextBirthday, boolean, string, string]>([
  [next(lunar, "2026-09-25", null), true, "9月25日，12天后", "Sep 25, in 12 days"],
  [next(solar, "2026-09-25", 36), true, "12天后，满 36 岁", "in 12 days, turns 36"],
  [next({ ...solar, month: 2, day: 29 }, "2026-09-13", null), true, "9月13日，今天", "Sep 13, today"],
  [next(solar, "2026-09-25", 1), false, "12天后，满 1 周年", "in 12 days, 1 year"],
])("%o: when it is next", async (celebration, isBirthday, zh, en) => {
  await i18next.changeLanguage("zh-CN");
  expect(nextWords(words, "zh-CN", today, celebration, isBirthday)).toBe(zh);
  await i18next.changeLanguage("en");
  expect(nextWords(words, "en", today, celebration, isBirthday)).toBe(en);
});

test("what was typed is a day, or nothing", () => {
  const nothing = birthdayText(null);
  expect(birthdayOf(nothing)).toBeNull();
  const typed: BirthdayText = { ...nothing, month: "08", day: "15", calendar: "lunar" };
  expect(birthdayOf(typed)).toEqual(lunar);
  expect(isSameText(typed, birthdayText(lunar))).toBe(true);
  expect(isSameText(typed, birthdayText(solar))).toBe(false);
});
