import type { Language, T } from "@/i18n";
import type { DayRule, OfficialDays } from "@/ipc";
import { formatDay } from "@/kit";

/** The first and the last of some days, as one text. */
export const daysWords = (from: string, to: string, language: Language): string =>
  from === to
    ? formatDay(from, language, "monthDay")
    : `${formatDay(from, language, "monthDay")} – ${formatDay(to, language, "monthDay")}`;

/** The same with the year, for lists of several. */
export const datedWords = (from: string, to: string, language: Language): string =>
  from === to
    ? formatDay(from, language)
    : `${formatDay(from, language)} – ${formatDay(to, language, "monthDay")}`;

export const officialName = (t: T, { holiday, name = "" }: OfficialDays): string =>
  holiday ? t(`terms.holiday.${holiday}`) : name;

/** Why the shop is closed on a day. */
export function closedWords(t: T, rule: DayRule): string {
  switch (rule.kind) {
    case "holiday":
      return officialName(t, rule.days);
    case "makeUp":
      return t("settings.hours.makesUp", { holiday: officialName(t, rule.days) });
    case "own":
      return rule.name || t("settings.hours.ownClosed");
    default:
      return t("settings.hours.byWeek");
  }
}
