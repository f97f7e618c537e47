import { type ReactNode, useEffect } from "react";
import { useT } from "@/i18n";
import { type InPlaceOptions, useInPlace } from "@/kit";
import { Changed } from "./Changed";
import styles from "./facts.module.css";

interface Props extends InPlaceOptions {
  label: string;
  placeholder?: string;
  inputMode?: "tel" | "text" | "decimal" | "email";
  autoFocus?: boolean;
  /** Small things after the text, such as a unit or a mark. */
  after?: ReactNode;
  /** Shown under the field while it is typed in. */
  below?: (text: string) => ReactNode;
}

/** One line of the portrait: its name, and text edited where it stands. */
export function FactText({ label, placeholder, inputMode, autoFocus, after, below, ...options }: Props) {
  const t = useT();
  const { id, text, problem, isChanged, save, takeBack, control } = useInPlace(options);
  const { ref } = control;
  useEffect(() => {
    if (autoFocus) ref.current?.focus();
  }, [autoFocus, ref]);
  const shared = { ...control, className: styles.input, placeholder: placeholder ?? t("customers.empty") };
  return (
    <div className={styles.fact}>
      <label htmlFor={id}>{label}</label>
      <div className={styles.value}>
        <div className={styles.line}>
          {options.isLong ? <textarea {...shared} rows={1} /> : <input {...shared} inputMode={inputMode} />}
          {after}
        </div>
        {problem && (
          <span id={`${id}-error`} role="alert" className={styles.error}>
            {problem}
          </span>
        )}
        {isChanged && <Changed to={options.value} onSaveMine={save} onTakeTheirs={takeBack} />}
        {text !== undefined && below?.(text)}
      </div>
    </div>
  );
}
