import type { Language, T } from "@/i18n";
import type { Birthday } from "@/ipc";
import { formatDay } from "@/kit";

/** The day as it is spoken: 1990-05-03, or the 15th of the eighth lunar month. */
export function yearDayWords(t: T, language: Language, of: Birthday): string {
  const { year, month, day, calendar, leap } = of;
  if (calendar === "lunar") {
    const named = (key: "terms.lunar.months" | "terms.lunar.days", at: number) =>
      t(key).split(" ")[at - 1] ?? String(at);
    const words = t(leap ? "terms.lunar.leapDay" : "terms.lunar.day", {
      month: named("terms.lunar.months", month),
      day: named("terms.lunar.days", day),
    });
    return year ? t("terms.lunar.inYear", { year, words }) : words;
  }
  // A leap year shows 29 February too.
  const civil = `${year ?? 2000}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  return formatDay(civil, language, year ? "day" : "monthDay");
}
