import { X } from "lucide-react";
import { type FocusEvent, type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { BirthdayField, type BirthdayText, birthdayOf, birthdayText, isSameText, nextWords } from "@/dates";
import { useLanguage, useT } from "@/i18n";
import type { Birthday, NextBirthday } from "@/ipc";
import { fieldProblem, IconButton, isComposing, problemWords, useShopTime } from "@/kit";
import { yearDayWords } from "@/terms";
import { Changed, isConflict } from "../page/Changed";
import styles from "../page/facts.module.css";

interface Props {
  /** What the day is. */
  label: string;
  /** In place of the label's text, where that is edited as well. */
  head?: ReactNode;
  /** The name Rust knows the field by. */
  field: string;
  value: Birthday | null;
  next: NextBirthday | null;
  /** What was typed, and what stood there when the typing began. */
  onSave: (day: Birthday | null, before: Birthday | null) => Promise<unknown>;
  onRemove?: () => void;
  /** Ready to be typed in; for a day that was just added. */
  isNew?: boolean;
  /** After a new day was left empty. */
  onLeave?: () => void;
  isBirthday?: boolean;
  /** Shown under the fields while they are typed in. */
  below?: (day: Birthday | null) => ReactNode;
}

/** A day of the year as it is spoken, with its next celebration. A press makes fields of it; leaving them saves. */
export function FactDay({
  label,
  head,
  field,
  value,
  next,
  onSave,
  onRemove,
  isNew,
  onLeave,
  isBirthday = false,
  below,
}: Props) {
  const t = useT();
  const language = useLanguage();
  const { today } = useShopTime();
  const [text, setText] = useState<BirthdayText | undefined>(isNew ? birthdayText(value) : undefined);
  const [error, setError] = useState<unknown>();
  const latest = useRef(text);
  latest.current = text;
  const before = useRef(value);
  if (text === undefined) before.current = value;
  const isChanged = isConflict(error);
  const problem =
    error === undefined || isChanged
      ? undefined
      : (fieldProblem(t, error, field) ?? problemWords(t, error).text);

  async function save() {
    if (text === undefined) return;
    if (isSameText(text, birthdayText(value))) return takeBack();
    // Who saves after a conflict has seen what stands there now.
    if (isChanged) before.current = value;
    setError(undefined);
    try {
      const day = birthdayOf(text);
      await onSave(day, before.current);
      before.current = day;
      setText((now) => (now === text ? undefined : now));
    } catch (thrown) {
      if (latest.current === text) setError(thrown);
    }
  }

  function takeBack() {
    setText(undefined);
    setError(undefined);
    if (value === null) onLeave?.();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event) || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") takeBack();
    else void save();
  }

  function onBlur(event: FocusEvent<HTMLFieldSetElement>) {
    // Leaving the field must not overwrite what another has written.
    if (!isChanged && !event.currentTarget.contains(event.relatedTarget)) void save();
  }

  const isNextShown = next && isSameText(birthdayText(next.birthday), birthdayText(value));
  return (
    <div className={styles.fact}>
      {head ?? (
        <span aria-hidden="true" className={styles.label}>
          {label}
        </span>
      )}
      <div className={styles.value}>
        {text === undefined ? (
          <div className={styles.line}>
            <button type="button" className={styles.input} onClick={() => setText(birthdayText(value))}>
              <span className="visually-hidden">{label} </span>
              {value ? yearDayWords(t, language, value) : t("customers.empty")}
              {isNextShown && <small>{nextWords(t, language, today, next, isBirthday)}</small>}
            </button>
            {onRemove && (
              <span className={styles.remove}>
                <IconButton
                  size="small"
                  label={t("customers.removeNamed", { name: label })}
                  icon={<X />}
                  onPress={onRemove}
                />
              </span>
            )}
          </div>
        ) : (
          <BirthdayField
            label={label}
            hideLabel
            autoFocus
            value={text}
            onChange={setText}
            error={problem}
            onKeyDown={onKeyDown}
            onBlur={onBlur}
          />
        )}
        {text !== undefined && below?.(birthdayOf(text))}
        {isChanged && (
          <Changed
            to={value ? yearDayWords(t, language, value) : ""}
            onSaveMine={() => void save()}
            onTakeTheirs={takeBack}
          />
        )}
      </div>
    </div>
  );
}
