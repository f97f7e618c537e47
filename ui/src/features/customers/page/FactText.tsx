import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef, useState } from "react";
import { useT } from "@/i18n";
import { fieldProblem, isComposing, problemWords } from "@/kit";
import { Changed, isConflict } from "./Changed";
import styles from "./facts.module.css";

interface Props {
  label: string;
  /** The name Rust knows the field by. */
  field: string;
  value: string;
  /** What was typed, and what stood there when the typing began. */
  onSave: (text: string, before: string) => Promise<unknown>;
  placeholder?: string;
  inputMode?: "tel" | "text";
  isLong?: boolean;
  /** Shown under the field while it is typed in. */
  below?: (text: string) => ReactNode;
}

/** Text that is a field as soon as one is in it. Enter saves, Esc takes back, leaving it saves too. */
export function FactText({ label, field, value, onSave, placeholder, inputMode, isLong, below }: Props) {
  const t = useT();
  const id = useId();
  const input = useRef<HTMLTextAreaElement & HTMLInputElement>(null);
  const [text, setText] = useState<string>();
  const [error, setError] = useState<unknown>();
  const latest = useRef(text);
  latest.current = text;
  const before = useRef(value);
  if (text === undefined) before.current = value;
  const shown = text ?? value;
  const isChanged = isConflict(error);
  const problem =
    error === undefined || isChanged
      ? undefined
      : (fieldProblem(t, error, field) ?? problemWords(t, error).text);

  // A note grows with what is written; WebKit lacks field-sizing.
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew whenever the text changes.
  useLayoutEffect(() => {
    if (!isLong || !input.current) return;
    input.current.style.height = "auto";
    input.current.style.height = `${input.current.scrollHeight + 2}px`;
  }, [isLong, shown]);

  async function save() {
    if (text === undefined) return;
    if (text.trim() === value.trim()) return takeBack();
    // Who saves after a conflict has seen what stands there now.
    if (isChanged) before.current = value;
    setError(undefined);
    try {
      await onSave(text.trim(), before.current);
      before.current = text.trim();
      // Whoever came back meanwhile and typed on keeps that.
      setText((now) => (now === text ? undefined : now));
    } catch (thrown) {
      // Where it was taken back or changed meanwhile, the refusal speaks of what no longer stands there.
      if (latest.current !== text) return;
      setError(thrown);
      // Unless one has gone on to something else.
      if (document.activeElement === document.body) input.current?.focus();
    }
  }

  function takeBack() {
    setText(undefined);
    setError(undefined);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event)) return;
    if (event.key === "Escape") {
      takeBack();
      // Once the old text stands there again, so that leaving saves nothing.
      requestAnimationFrame(() => input.current?.blur());
    } else if (event.key === "Enter" && (!isLong || event.ctrlKey || event.metaKey)) {
      if (isChanged) void save();
      else input.current?.blur();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const shared = {
    id,
    ref: input,
    className: styles.input,
    value: shown,
    placeholder: placeholder ?? t("customers.empty"),
    autoComplete: "off",
    spellCheck: false,
    "aria-invalid": problem || isChanged ? true : undefined,
    "aria-describedby": problem ? `${id}-error` : undefined,
    onKeyDown,
    // Leaving the field must not overwrite what another has written.
    onBlur: () => {
      if (!isChanged) void save();
    },
  };
  return (
    <div className={styles.fact}>
      <label htmlFor={id}>{label}</label>
      <div className={styles.value}>
        {isLong ? (
          <textarea {...shared} rows={1} onChange={(event) => setText(event.target.value)} />
        ) : (
          <input {...shared} inputMode={inputMode} onChange={(event) => setText(event.target.value)} />
        )}
        {problem && (
          <span id={`${id}-error`} role="alert" className={styles.error}>
            {problem}
          </span>
        )}
        {isChanged && <Changed to={value} onSaveMine={() => void save()} onTakeTheirs={takeBack} />}
        {text !== undefined && below?.(text)}
      </div>
    </div>
  );
}
