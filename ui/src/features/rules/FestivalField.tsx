import { useState } from "react";
import { BirthdayField, birthdayOf, birthdayText } from "@/dates";
import { useT } from "@/i18n";
import type { Festival, FestivalDay } from "@/ipc";
import { fieldProblem, Select, TextField } from "@/kit";
import { festivals } from "@/terms";
import styles from "./rules.module.css";

interface Props {
  day: FestivalDay;
  onChange: (day: FestivalDay) => void;
  error: unknown;
}

const own = "own";

/** A festival of the list, or a day of the shop's own in either calendar. */
export function FestivalField({ day, onChange, error }: Props) {
  const t = useT();
  const [text, setText] = useState(() => birthdayText(day.kind === "own" ? day.day : null));
  return (
    <span className={styles.pair}>
      <Select
        label={t("rules.slot.festival")}
        hideLabel
        options={[
          ...festivals.map((value) => ({
            value: value as Festival | typeof own,
            label: t(`terms.festival.${value}`),
          })),
          { value: own, label: t("rules.ownFestival") },
        ]}
        value={day.kind === "known" ? day.festival : own}
        onChange={(next) =>
          onChange(
            next === own
              ? { kind: "own", name: "", day: birthdayOf(text) ?? noDay }
              : { kind: "known", festival: next },
          )
        }
      />
      {day.kind === "own" && (
        <>
          <span className={styles.word}>
            <TextField
              label={t("rules.slot.festivalName")}
              hideLabel
              placeholder={t("rules.slot.festivalName")}
              value={day.name}
              onChange={(name) => onChange({ ...day, name })}
              error={day.name.trim() === "" ? fieldProblem(t, error, "name", "ownDay") : undefined}
            />
          </span>
          <BirthdayField
            label={t("rules.slot.festivalDay")}
            hideLabel
            withoutYear
            value={text}
            onChange={(next) => {
              setText(next);
              onChange({ ...day, day: { ...(birthdayOf(next) ?? noDay), calendar: next.calendar } });
            }}
            error={fieldProblem(t, error, "day", "ownDay")}
          />
        </>
      )}
    </span>
  );
}

const noDay = { year: null, month: 0, day: 0, calendar: "solar" } as const;
