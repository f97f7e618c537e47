import type { Language, T } from "@/i18n";
import type { Birthday, Calendar, NextBirthday } from "@/ipc";
import { formatDay, formatRelativeDay } from "@/kit";

/** A day of the year as it is typed. */
export interface BirthdayText {
  year: string;
  month: string;
  day: string;
  calendar: Calendar;
  leap: boolean;
}

export const birthdayText = (birthday: Birthday | null | undefined): BirthdayText => ({
  year: birthday?.year?.toString() ?? "",
  month: birthday?.month.toString() ?? "",
  day: birthday?.day.toString() ?? "",
  calendar: birthday?.calendar ?? "solar",
  leap: birthday?.leap ?? false,
});

/** What was typed, for Rust to judge; nothing where nothing was. */
export function birthdayOf({ year, month, day, calendar, leap }: BirthdayText): Birthday | null {
  if (!year && !month && !day) return null;
  return {
    year: year ? Number(year) : null,
    month: Number(month),
    day: Number(day),
    calendar,
    leap: calendar === "lunar" && leap,
  };
}

export const isSameText = (a: BirthdayText, b: BirthdayText) =>
  JSON.stringify(birthdayOf(a)) === JSON.stringify(birthdayOf(b));

/** When it is celebrated next: the civil day where that is another, how far away it is, the age reached. */
export function nextWords(
  t: T,
  language: Language,
  today: string,
  next: NextBirthday,
  isBirthday: boolean,
): string {
  const when = formatRelativeDay(next.day, today, language);
  const { calendar, month, day: dayOfMonth } = next.birthday;
  const told = `-${String(month).padStart(2, "0")}-${String(dayOfMonth).padStart(2, "0")}`;
  const isTold = calendar !== "lunar" && next.day.endsWith(told);
  const day = isTold
    ? when
    : t("customers.birthday.next", { day: formatDay(next.day, language, "monthDay"), when });
  if (next.age === null || next.age === 0) return day;
  return isBirthday
    ? t("customers.birthday.turns", { when: day, age: next.age })
    : t("customers.birthday.years", { when: day, count: next.age });
}
