import { type FocusEventHandler, type KeyboardEventHandler, useEffect, useId, useRef } from "react";
import { useT } from "@/i18n";
import { Checkbox, SegmentedControl } from "@/kit";
import type { BirthdayText } from "./birthday";
import styles from "./dates.module.css";

interface Props {
  value: BirthdayText;
  onChange: (value: BirthdayText) => void;
  /** What the day is, where it is no birthday. */
  label?: string;
  hideLabel?: boolean;
  error?: string;
  autoFocus?: boolean;
  /** For a day that comes each year and never began. */
  withoutYear?: boolean;
  onKeyDown?: KeyboardEventHandler;
  onBlur?: FocusEventHandler<HTMLFieldSetElement>;
}

const parts = [
  { name: "year", digits: 4 },
  { name: "month", digits: 2 },
  { name: "day", digits: 2 },
] as const;

/**
 * Year, month and day as they are spoken in China, of either calendar; a full part moves on to the next. The year may
 * stay empty.
 */
export function BirthdayField({
  value,
  onChange,
  label,
  hideLabel,
  error,
  autoFocus,
  withoutYear,
  onKeyDown,
  onBlur,
}: Props) {
  const t = useT();
  const id = useId();
  const inputs = useRef<(HTMLInputElement | null)[]>([]);
  useEffect(() => {
    // Most days are told without their year.
    if (autoFocus) inputs.current[withoutYear ? 0 : 1]?.focus();
  }, [autoFocus, withoutYear]);
  const isLunar = value.calendar === "lunar";
  return (
    <fieldset
      className={styles.birthday}
      data-invalid={error ? true : undefined}
      // On the way down: the choices keep the keys they get to themselves.
      onKeyDownCapture={onKeyDown}
      onBlur={onBlur}
    >
      <legend className={hideLabel ? "visually-hidden" : styles.legend}>
        {label ?? t("customers.fields.birthday")}
      </legend>
      <div className={styles.parts}>
        {parts.slice(withoutYear ? 1 : 0).map(({ name, digits }, at) => (
          <label key={name} className={styles.part}>
            <input
              ref={(input) => {
                inputs.current[at] = input;
              }}
              inputMode="numeric"
              autoComplete="off"
              aria-label={t(`customers.birthday.${name}`)}
              aria-invalid={error ? true : undefined}
              aria-describedby={error ? `${id}-error` : undefined}
              placeholder={t(`customers.birthday.${name}Hint`)}
              style={{ width: `${digits + 1}ch` }}
              value={value[name]}
              onFocus={(event) => event.target.select()}
              onChange={(event) => {
                const text = event.target.value.normalize("NFKC").replace(/\D/g, "").slice(0, digits);
                onChange({ ...value, [name]: text });
                if (text.length === digits && text !== value[name]) inputs.current[at + 1]?.focus();
              }}
            />
            <span aria-hidden="true">{t(`customers.birthday.${name}Unit`)}</span>
          </label>
        ))}
      </div>
      {/* Pressing a choice must not count as leaving the numbers. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keeps the focus where it is, does nothing itself. */}
      <div className={styles.calendar} onMouseDown={(event) => event.preventDefault()}>
        <SegmentedControl
          label={t("customers.birthday.calendar")}
          hideLabel
          choices={(["solar", "lunar"] as const).map((calendar) => ({
            value: calendar,
            label: t(`customers.birthday.${calendar}`),
          }))}
          value={value.calendar}
          onChange={(calendar) => onChange({ ...value, calendar, leap: calendar === "lunar" && value.leap })}
        />
        {isLunar && (
          <Checkbox isSelected={value.leap} onChange={(leap) => onChange({ ...value, leap })}>
            {t("customers.birthday.leap")}
          </Checkbox>
        )}
      </div>
      {error && (
        <span id={`${id}-error`} role="alert" className={styles.error}>
          {error}
        </span>
      )}
    </fieldset>
  );
}
