import type { Language, T } from "@/i18n";
import type { Reason } from "@/ipc";
import { daysBetween, formatDay, formatRelativeDay } from "@/kit";

/** Why a follow-up is there, as one line. */
export function reasonWords(t: T, language: Language, today: string, reason: Reason): string {
  switch (reason.kind) {
    case "cadence": {
      const params = {
        segment: t(`terms.segment.${reason.segment}`),
        contact: t(`terms.interaction.${reason.contact}`).toLowerCase(),
        days: reason.everyDays,
      };
      if (!reason.last) return t("terms.reason.cadenceFirst", params);
      const count = daysBetween(reason.last, today);
      return count < reason.everyDays
        ? t("terms.reason.cadenceNext", { ...params, last: formatRelativeDay(reason.last, today, language) })
        : t("terms.reason.cadence", { ...params, count });
    }
    case "birthday": {
      const params = {
        day: formatDay(reason.day, language, "monthDay"),
        when: formatRelativeDay(reason.day, today, language),
      };
      return reason.age === null
        ? t("terms.reason.birthday", params)
        : t("terms.reason.birthdayAge", { ...params, age: reason.age });
    }
    case "stageEntered":
      return t(`terms.reason.stageEntered.${reason.stage}`, {
        count: daysBetween(reason.lastPurchase, today),
      });
    case "byHand":
      return t("terms.reason.byHand");
  }
}
