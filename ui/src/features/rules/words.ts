// A rule as a sentence of words. The builder has the same sentence with fields in its gaps.
import { recurrenceWords } from "@/dates";
import type { Language, T } from "@/i18n";
import type { Benefit, FestivalDay, Id, Rule, RuleTrigger, ScriptView } from "@/ipc";
import { formatDay, formatMoney } from "@/kit";
import { yearDayWords } from "@/terms";
import type { Library } from "@/whom";
import { audienceWords, type Choice } from "./audience";

/** What names what a rule points to. */
export interface Naming {
  t: T;
  language: Language;
  library: Library;
  known: readonly Choice[];
  scripts: readonly ScriptView[];
}

export const aheadWords = (t: T, days: number) =>
  days === 0 ? t("rules.sameDay") : t("rules.ahead", { count: days });

const listed = (t: T, figures: readonly number[]) => figures.join(t("rules.comma"));

export function festivalDayWords(t: T, language: Language, day: FestivalDay): string {
  if (day.kind === "known") return t(`terms.festival.${day.festival}`);
  return t("rules.ownDay", { name: day.name, day: yearDayWords(t, language, day.day) });
}

function triggerWords(
  naming: Naming,
  trigger: RuleTrigger,
  benefits: readonly Benefit[],
): Record<string, string | number> {
  const { t, language, library } = naming;
  const ahead = aheadWords(t, ("daysAhead" in trigger && trigger.daysAhead) || 0);
  switch (trigger.kind) {
    case "anniversary":
      return { ahead, label: trigger.label || t("rules.anyAnniversary") };
    case "festival":
      return { ahead, festival: festivalDayWords(t, language, trigger.day) };
    case "cadence":
      return { days: trigger.everyDays };
    case "afterPurchase":
      return { days: listed(t, trigger.days), item: trigger.item || t("rules.anything") };
    case "onboarding":
      return { days: listed(t, trigger.days) };
    case "stageEntered":
      return { ahead, stage: t(`terms.stage.${trigger.stage}`) };
    case "levelReached": {
      const level = library.levels.find(({ id }) => id === trigger.level);
      return { level: trigger.level ? (level?.name ?? t("rules.gone")) : t("rules.anyLevel") };
    }
    case "levelNear":
      return { within: formatMoney(trigger.withinFen) };
    case "expiring":
      return { ahead, what: t(`rules.holding.${trigger.what}`) };
    case "usedUp":
      return {
        ahead,
        item: trigger.item || t("rules.someItem"),
        lasts: trigger.days ? t("rules.lastsDays", { count: trigger.days }) : t("rules.ownRhythm"),
      };
    case "renewal":
      return { ahead, field: library.fields.find(({ id }) => id === trigger.field)?.name ?? t("rules.gone") };
    case "sessionsLeft": {
      const benefit = benefits.find(({ id }) => id === trigger.benefit);
      return {
        benefit: trigger.benefit ? (benefit?.name ?? t("rules.gone")) : t("rules.anyCard"),
        left: trigger.left,
      };
    }
    case "childAge":
      return { ahead, label: trigger.label, months: listed(t, trigger.months) };
    case "recurring":
      return { recurrence: recurrenceWords(t, trigger.rule), from: formatDay(trigger.from, language) };
    default:
      return { ahead };
  }
}

const scriptWord = ({ t, scripts }: Naming, script: Id<"ScriptId">) =>
  scripts.find(({ id }) => id === script)?.draft.title ?? t("rules.gone");

export const timeWords = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** What a rule says at a glance: what it leaves as usual goes without saying. */
export function ruleWords(naming: Naming, benefits: readonly Benefit[], { spec, minute }: Rule): string {
  const { t, language, library, known } = naming;
  const contact = t(`terms.interaction.${spec.contact}`);
  const says = t(`rules.says.${spec.trigger.kind}`, {
    ...triggerWords(naming, spec.trigger, benefits),
    audience: audienceWords(t, language, library, known, spec.audience),
    contact: language === "en" ? contact.toLowerCase() : contact,
  });
  const tail = [
    spec.by?.kind === "named" && t("rules.tail.by", { by: spec.by.name }),
    t("rules.tail.at", { on: t(`rules.on.${spec.on ?? "open"}`), time: timeWords(minute) }),
    spec.channel && t("rules.tail.channel", { channel: t(`terms.channel.${spec.channel}`) }),
    spec.script && t("rules.tail.script", { script: scriptWord(naming, spec.script) }),
  ];
  return t("rules.tail.end", { says, tail: tail.filter(Boolean).join(t("rules.tailComma")) });
}
