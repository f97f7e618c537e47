import { type FocusEvent, type KeyboardEvent, useRef, useState } from "react";
import { useT } from "@/i18n";
import type { Birthday, NextBirthday } from "@/ipc";
import { fieldProblem, isComposing, problemWords } from "@/kit";
import { BirthdayField, type BirthdayText, birthdayOf, birthdayText } from "../fields/BirthdayField";
import { Changed, isConflict } from "./Changed";
import styles from "./facts.module.css";

interface Props {
  value: Birthday | null;
  next: NextBirthday | null;
  /** What was typed, and what stood there when the typing began. */
  onSave: (birthday: Birthday | null, before: Birthday | null) => Promise<unknown>;
}

const same = (a: BirthdayText, b: BirthdayText) =>
  a.year === b.year && a.month === b.month && a.day === b.day;

/** Saved when one leaves all three parts, or with Enter. */
export function FactBirthday({ value, next, onSave }: Props) {
  const t = useT();
  const [text, setText] = useState<BirthdayText>();
  const [error, setError] = useState<unknown>();
  const latest = useRef(text);
  latest.current = text;
  const before = useRef(value);
  if (text === undefined) before.current = value;
  const old = birthdayText(value);
  const isChanged = isConflict(error);
  const problem =
    error === undefined || isChanged
      ? undefined
      : (fieldProblem(t, error, "birthday") ?? problemWords(t, error).text);

  async function save() {
    if (text === undefined) return;
    if (same(text, old)) return takeBack();
    // Who saves after a conflict has seen what stands there now.
    if (isChanged) before.current = value;
    setError(undefined);
    try {
      const birthday = birthdayOf(text);
      await onSave(birthday, before.current);
      before.current = birthday;
      setText((now) => (now === text ? undefined : now));
    } catch (thrown) {
      if (latest.current === text) setError(thrown);
    }
  }

  function takeBack() {
    setText(undefined);
    setError(undefined);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event) || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") takeBack();
    else if (isChanged) return void save();
    requestAnimationFrame(() => (document.activeElement as HTMLElement | null)?.blur());
  }

  function onBlur(event: FocusEvent) {
    // Leaving the field must not overwrite what another has written.
    if (!isChanged && !event.currentTarget.contains(event.relatedTarget)) void save();
  }

  return (
    <div className={styles.fact}>
      <span aria-hidden="true" className={styles.label}>
        {t("customers.fields.birthday")}
      </span>
      <div className={`${styles.value} ${styles.birthday}`}>
        <BirthdayField
          hideLabel
          value={text ?? old}
          onChange={setText}
          error={problem}
          onKeyDown={onKeyDown}
          onBlur={onBlur}
        />
        {isChanged && (
          <Changed
            to={[old.year, old.month, old.day].filter(Boolean).join("-")}
            onSaveMine={() => void save()}
            onTakeTheirs={takeBack}
          />
        )}
        {next && text === undefined && <small className={styles.soon}>{nextWords(t, next)}</small>}
      </div>
    </div>
  );
}

function nextWords(t: ReturnType<typeof useT>, { inDays, age }: NextBirthday): string {
  const when =
    inDays === 0 ? t("customers.birthday.today") : t("customers.birthday.inDays", { count: inDays });
  return age === null ? when : t("customers.birthday.turns", { when, age });
}
