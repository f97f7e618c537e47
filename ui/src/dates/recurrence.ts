// What comes again, as people say it; written as a rule of RFC 5545, which Rust checks and follows.
import type { T } from "@/i18n";

export type Repeat =
  | { every: "day"; n: number }
  | { every: "week"; n: number; weekdays: readonly number[] }
  | { every: "monthDay"; n: number; day: number }
  | { every: "monthWeekday"; n: number; nth: number; weekday: number }
  | { every: "year"; n: number; month: number; day: number };

const names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
const nameOf = (weekday: number) => names[weekday - 1] ?? "MO";
const weekdayOf = (name = "") => (names as readonly string[]).indexOf(name) + 1;

/** The last day of a month, or its last such weekday. */
export const last = -1;

export function writeRepeat(repeat: Repeat): string {
  const interval = repeat.n > 1 ? `;INTERVAL=${repeat.n}` : "";
  switch (repeat.every) {
    case "day":
      return `FREQ=DAILY${interval}`;
    case "week": {
      const days = [...repeat.weekdays].sort((a, b) => a - b).map(nameOf);
      return `FREQ=WEEKLY${interval}${days.length > 0 ? `;BYDAY=${days.join(",")}` : ""}`;
    }
    case "monthDay":
      return `FREQ=MONTHLY${interval};BYMONTHDAY=${repeat.day}`;
    case "monthWeekday":
      return `FREQ=MONTHLY${interval};BYDAY=${repeat.nth}${nameOf(repeat.weekday)}`;
    case "year":
      return `FREQ=YEARLY${interval};BYMONTH=${repeat.month};BYMONTHDAY=${repeat.day}`;
  }
}

/** Undefined for what only the text can say. */
export function readRepeat(text: string): Repeat | undefined {
  const parts = new Map(
    text
      .replace(/^RRULE:/i, "")
      .split(";")
      .map((part) => part.split("=") as [string, string]),
  );
  const take = (name: string) => {
    const value = parts.get(name);
    parts.delete(name);
    return value;
  };
  const every = take("FREQ");
  const n = Number(take("INTERVAL") ?? 1);
  const byDay = take("BYDAY");
  const day = take("BYMONTHDAY");
  const month = take("BYMONTH");
  if (parts.size > 0 || !Number.isInteger(n)) return undefined;
  const plain = (value: string | undefined) => value !== undefined && /^-?\d+$/.test(value);
  if (every === "DAILY" && !byDay && !day && !month) return { every: "day", n };
  if (every === "WEEKLY" && !day && !month) {
    const weekdays = byDay ? byDay.split(",").map(weekdayOf) : [];
    return weekdays.includes(0) ? undefined : { every: "week", n, weekdays };
  }
  if (every === "MONTHLY" && !month && plain(day) && !byDay)
    return { every: "monthDay", n, day: Number(day) };
  if (every === "MONTHLY" && !month && !day) {
    const [, nth, name] = /^(-1|[1-5])([A-Z]{2})$/.exec(byDay ?? "") ?? [];
    const weekday = weekdayOf(name);
    return weekday > 0 ? { every: "monthWeekday", n, nth: Number(nth), weekday } : undefined;
  }
  if (every === "YEARLY" && !byDay && plain(day) && plain(month)) {
    return { every: "year", n, month: Number(month), day: Number(day) };
  }
  return undefined;
}

/** A rule as a person would say it; what only the text can say is shown as it is. */
export function recurrenceWords(t: T, text: string): string {
  const repeat = readRepeat(text);
  if (!repeat) return t("dates.repeat.byText", { text });
  const every = { count: repeat.n };
  // Chinese says "each month", not "each 1 months", and has no plural to tell the two apart.
  const say = (key: Said, params?: object) =>
    t(`dates.repeat.words.${key}${repeat.n > 1 ? "Many" : ""}`, { ...every, ...params });
  switch (repeat.every) {
    case "day":
      return say("day");
    case "week": {
      const days = repeat.weekdays.map((each) => weekdayWord(t, each)).join(t("dates.repeat.comma"));
      return days ? say("weekOn", { days }) : say("week");
    }
    case "monthDay":
      return repeat.day === last ? say("monthEnd") : say("monthDay", { day: repeat.day });
    case "monthWeekday":
      return say("monthWeekday", { nth: nthWord(t, repeat.nth), weekday: weekdayWord(t, repeat.weekday) });
    case "year":
      return say("year", { month: repeat.month, day: repeat.day });
  }
}

type Said = "day" | "week" | "weekOn" | "monthDay" | "monthEnd" | "monthWeekday" | "year";

type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;
export const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
export const weekdayWord = (t: T, weekday: number) => t(`terms.weekday.${weekday as Weekday}`);

type Nth = 1 | 2 | 3 | 4 | 5;
export const nths: readonly number[] = [1, 2, 3, 4, last];
export const nthWord = (t: T, nth: number) =>
  nth === last ? t("dates.repeat.last") : t(`dates.repeat.nth.${nth as Nth}`);
