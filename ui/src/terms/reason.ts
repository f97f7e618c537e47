import type { Language, T } from "@/i18n";
import type { FestivalName, Reason } from "@/ipc";
import { daysBetween, formatDay, formatMoney, formatRelativeDay } from "@/kit";

/** Why a follow-up is there, as one line. */
export function reasonsWords(t: T, language: Language, today: string, reasons: readonly Reason[]): string {
  return reasons.map((reason) => reasonWords(t, language, today, reason)).join(" · ");
}

/** A festival as people call it. */
export function festivalWords(t: T, name: FestivalName): string {
  return name.kind === "known" ? t(`terms.festival.${name.festival}`) : name.name;
}

/** One reason for a follow-up. */
export function reasonWords(t: T, language: Language, today: string, reason: Reason): string {
  const relative = (day: string) => formatRelativeDay(day, today, language);
  const on = (day: string) => ({ day: formatDay(day, language, "monthDay"), when: relative(day) });
  switch (reason.kind) {
    case "cadence": {
      const params = {
        contact: t(`terms.interaction.${reason.contact}`).toLowerCase(),
        days: reason.everyDays,
      };
      if (!reason.last) return t("terms.reason.cadenceFirst", params);
      const count = daysBetween(reason.last, today);
      return count < reason.everyDays
        ? t("terms.reason.cadenceNext", { ...params, last: relative(reason.last) })
        : t("terms.reason.cadence", { ...params, count });
    }
    case "birthday":
      return reason.age === null
        ? t("terms.reason.birthday", on(reason.day))
        : t("terms.reason.birthdayAge", { ...on(reason.day), age: reason.age });
    case "anniversary": {
      const params = { ...on(reason.day), label: reason.label };
      return reason.years
        ? t("terms.reason.anniversaryYears", { ...params, years: reason.years })
        : t("terms.reason.anniversary", params);
    }
    case "festival":
      return t("terms.reason.festival", { ...on(reason.day), name: festivalWords(t, reason.festival) });
    case "afterPurchase": {
      const params = { days: reason.days, bought: relative(reason.bought) };
      return reason.item
        ? t("terms.reason.afterPurchase", { ...params, item: reason.item })
        : t("terms.reason.afterPurchasePlain", params);
    }
    case "onboarding":
      return t("terms.reason.onboarding", { days: reason.days, first: relative(reason.first) });
    case "stageEntered":
      return reason.entered && daysBetween(today, reason.entered) > 0
        ? t(`terms.reason.stageComing.${reason.stage}`, on(reason.entered))
        : t(`terms.reason.stageEntered.${reason.stage}`, { count: daysBetween(reason.lastPurchase, today) });
    case "levelReached":
      return t("terms.reason.levelReached", { level: reason.level, since: relative(reason.since) });
    case "levelNear":
      return t("terms.reason.levelNear", {
        level: reason.level,
        short: formatMoney(reason.shortFen),
      });
    case "levelFalling":
      return t("terms.reason.levelFalling", { ...on(reason.day), level: reason.level });
    case "expiring":
      return t(`terms.reason.expiring.${reason.what}`, {
        ...on(reason.day),
        name: reason.name,
        count: reason.count,
      });
    case "usedUp":
      return t(reason.own ? "terms.reason.usedUpOwn" : "terms.reason.usedUp", {
        item: reason.item,
        bought: relative(reason.bought),
        lasts: reason.lasts,
      });
    case "renewal":
      return t("terms.reason.renewal", { ...on(reason.day), name: reason.name });
    case "sessionsLeft":
      return t("terms.reason.sessionsLeft", { name: reason.name, count: reason.left });
    case "childAge": {
      const params = { ...on(reason.day), label: reason.label };
      return reason.months > 0 && reason.months % 12 === 0
        ? t("terms.reason.childYears", { ...params, count: reason.months / 12 })
        : t("terms.reason.childMonths", { ...params, count: reason.months });
    }
    case "recurring":
      return reason.name
        ? t("terms.reason.recurring", { ...on(reason.day), name: reason.name })
        : t("terms.reason.recurringPlain", on(reason.day));
    case "complaint":
      return t("terms.reason.complaint", { number: reason.number, ...on(reason.solved) });
    case "byHand":
      return t("terms.reason.byHand");
  }
}
