import { type FocusEventHandler, type KeyboardEventHandler, useId, useRef } from "react";
import { useT } from "@/i18n";
import type { Birthday } from "@/ipc";
import styles from "./fields.module.css";

export interface BirthdayText {
  year: string;
  month: string;
  day: string;
}

export const birthdayText = (birthday: Birthday | null | undefined): BirthdayText => ({
  year: birthday?.year?.toString() ?? "",
  month: birthday?.month.toString() ?? "",
  day: birthday?.day.toString() ?? "",
});

/** What was typed, for Rust to judge; nothing where nothing was. */
export function birthdayOf({ year, month, day }: BirthdayText): Birthday | null {
  if (!year && !month && !day) return null;
  return { year: year ? Number(year) : null, month: Number(month), day: Number(day) };
}

interface Props {
  value: BirthdayText;
  onChange: (value: BirthdayText) => void;
  hideLabel?: boolean;
  error?: string;
  onKeyDown?: KeyboardEventHandler;
  onBlur?: FocusEventHandler;
}

const parts = [
  { name: "year", digits: 4 },
  { name: "month", digits: 2 },
  { name: "day", digits: 2 },
] as const;

/** Year, month and day as they are spoken in China; a full part moves on to the next. The year may stay empty. */
export function BirthdayField({ value, onChange, hideLabel, error, onKeyDown, onBlur }: Props) {
  const t = useT();
  const id = useId();
  const inputs = useRef<(HTMLInputElement | null)[]>([]);
  return (
    <fieldset
      className={styles.birthday}
      data-invalid={error ? true : undefined}
      onKeyDown={onKeyDown}
      onBlur={onBlur}
    >
      <legend className={hideLabel ? "visually-hidden" : styles.legend}>
        {t("customers.fields.birthday")}
      </legend>
      <div className={styles.parts}>
        {parts.map(({ name, digits }, at) => (
          <label key={name} className={styles.part}>
            <input
              ref={(input) => {
                inputs.current[at] = input;
              }}
              inputMode="numeric"
              autoComplete="off"
              aria-label={t(`customers.birthday.${name}`)}
              aria-describedby={error ? `${id}-error` : undefined}
              placeholder={hideLabel ? t("customers.birthday.dayHint") : t(`customers.birthday.${name}Hint`)}
              style={{ width: `${digits + 1}ch` }}
              value={value[name]}
              onFocus={(event) => event.target.select()}
              onChange={(event) => {
                const text = event.target.value.replace(/\D/g, "").slice(0, digits);
                onChange({ ...value, [name]: text });
                if (text.length === digits && text !== value[name]) inputs.current[at + 1]?.focus();
              }}
            />
            <span aria-hidden="true">{t(`customers.birthday.${name}Unit`)}</span>
          </label>
        ))}
      </div>
      {error && (
        <span id={`${id}-error`} className={styles.error}>
          {error}
        </span>
      )}
    </fieldset>
  );
}
