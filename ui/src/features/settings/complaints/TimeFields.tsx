import { useState } from "react";
import { useT } from "@/i18n";
import { TextField } from "@/kit";
import styles from "./complaints.module.css";
import { type Typed, totalOf, typedOf, wholeOf } from "./minutes";

interface Props {
  /** What takes so long, for screen readers. */
  label: string;
  value: number;
  onChange: (value: number) => void;
  error: string | undefined;
}

/** Hours and minutes of open time; 90 minutes become one hour and a half when the fields are left. */
export function TimeFields({ label, value, onChange, error }: Props) {
  const t = useT();
  const [typed, setTyped] = useState<Typed>();
  const shown = typed ?? typedOf(value);
  const field = (part: keyof Typed) => (
    <TextField
      label={t(`settings.complaints.pace.${part}Of`, { what: label })}
      hideLabel
      inputMode="numeric"
      autoComplete="off"
      value={shown[part]}
      onChange={(text) => {
        const next = { ...shown, [part]: text };
        setTyped(next);
        onChange(totalOf(next));
      }}
      onBlur={() => setTyped(undefined)}
      trail={<span className={styles.unit}>{t(`settings.complaints.pace.${part}`)}</span>}
      error={error && part === "hours" ? <span className="visually-hidden">{error}</span> : undefined}
    />
  );
  return (
    <span className={styles.time}>
      {field("hours")}
      {field("minutes")}
      {error && (
        <span role="alert" className={styles.problem}>
          {error}
        </span>
      )}
    </span>
  );
}

/** Whole hours by the clock. */
export function HoursField({ label, value, onChange, error }: Props) {
  const t = useT();
  const [typed, setTyped] = useState<string>();
  return (
    <TextField
      label={t("settings.complaints.pace.hoursOf", { what: label })}
      hideLabel
      inputMode="numeric"
      autoComplete="off"
      value={typed ?? String(value)}
      onChange={(text) => {
        setTyped(text);
        onChange(wholeOf(text));
      }}
      onBlur={() => setTyped(undefined)}
      trail={<span className={styles.unit}>{t("settings.complaints.pace.hours")}</span>}
      error={error}
    />
  );
}
