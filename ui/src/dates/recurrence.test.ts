import i18next from "i18next";
import { expect, test } from "vitest";
import { words } from "@/i18n";
import { readRepeat, recurrenceWords, writeRepeat } from "./recurrence";

test.each<[string, string, string]>([
  ["FREQ=DAILY;INTERVAL=3", "每 3 天", "every 3 days"],
  ["FREQ=WEEKLY;BYDAY=MO,FR", "每周星期一、星期五", "every week on Monday, Friday"],
  ["FREQ=MONTHLY;BYMONTHDAY=15", "每月 15 日", "every month on day 15"],
  ["FREQ=MONTHLY;BYMONTHDAY=-1", "每月最后一天", "every month on the last day"],
  ["FREQ=MONTHLY;INTERVAL=2;BYDAY=1SA", "每 2 个月第一个星期六", "every 2 months on the first Saturday"],
  ["FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=8", "每年 3 月 8 日", "every year on 3/8"],
])("%s", async (text, zh, en) => {
  const repeat = readRepeat(text);
  expect(repeat && writeRepeat(repeat)).toBe(text);
  await i18next.changeLanguage("zh-CN");
  expect(recurrenceWords(words, text)).toBe(zh);
  await i18next.changeLanguage("en");
  expect(recurrenceWords(words, text)).toBe(en);
});

test.each([
  "FREQ=WEEKLY;COUNT=3",
  "FREQ=MONTHLY;BYSETPOS=1;BYDAY=MO",
  "",
  "FREQ=YEARLY;BYWEEKNO=2",
  "nonsense",
])("%j is left as text", (text) => {
  expect(readRepeat(text)).toBeUndefined();
});
