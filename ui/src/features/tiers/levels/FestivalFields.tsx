import { useState } from "react";
import { useLanguage, useT } from "@/i18n";
import type { Birthday } from "@/ipc";
import { NumberField, Select } from "@/kit";
import { yearDayWords } from "@/terms";
import { dayOfFestival, type Festival, festivalOn, festivals } from "./festivals";

interface Props {
  day: Birthday;
  onChange: (part: Partial<Birthday>) => void;
  error: string | undefined;
}

const calendars = ["solar", "lunar"] as const;
type Choice = Festival | "own";
const choices: readonly Choice[] = [...festivals, "own"];

/** A day of the year by the festival's name, or the shop's own of either calendar. */
export function FestivalFields({ day, onChange, error }: Props) {
  const t = useT();
  const language = useLanguage();
  // While the shop's own day is typed it may well be that of a festival.
  const [isOwn, setOwn] = useState(festivalOn(day) === undefined);
  const wordsOf = (of: Birthday) => yearDayWords(t, language, of);
  const isDay = day.month >= 1 && day.month <= 12 && day.day >= 1 && day.day <= 31;
  return (
    <>
      <Select
        label={t("tiers.levels.festival")}
        options={choices.map((value) => ({
          value,
          label: t(`tiers.levels.festivals.${value}`),
          ...(value === "own" ? {} : { detail: wordsOf(dayOfFestival(value)) }),
        }))}
        value={isOwn ? "own" : (festivalOn(day) ?? "own")}
        onChange={(next) => {
          setOwn(next === "own");
          if (next !== "own") onChange(dayOfFestival(next));
        }}
        {...(isOwn ? {} : { description: wordsOf(day), error })}
      />
      {isOwn && (
        <>
          <Select
            label={t("tiers.levels.calendar")}
            options={calendars.map((value) => ({ value, label: t(`tiers.levels.calendars.${value}`) }))}
            value={day.calendar ?? "solar"}
            onChange={(calendar) => onChange({ calendar })}
            {...(isDay && !error ? { description: wordsOf(day) } : {})}
          />
          <NumberField
            label={t("tiers.levels.month")}
            minValue={1}
            maxValue={12}
            value={day.month || Number.NaN}
            onChange={(month) => onChange({ month: month || 0, leap: false })}
            error={error}
          />
          <NumberField
            label={t("tiers.levels.day")}
            minValue={1}
            maxValue={day.calendar === "lunar" ? 30 : 31}
            value={day.day || Number.NaN}
            onChange={(next) => onChange({ day: next || 0 })}
          />
        </>
      )}
    </>
  );
}
