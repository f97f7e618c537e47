import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { isComposing } from "../keys/ime";
import styles from "./fields.module.css";

export interface PickerOption {
  id: string;
  label: string;
  detail?: ReactNode;
  icon?: ReactNode;
}

interface Props<O extends PickerOption> {
  label: string;
  placeholder?: string;
  text: string;
  onText: (text: string) => void;
  /** Best first; the first one is taken by Enter. Finding them is the caller's. */
  options: readonly O[];
  /** The options still belong to an earlier text: Enter waits for those of this one. */
  isWaiting?: boolean;
  onPick: (option: O) => void;
  /** Esc in an empty box, or leaving it empty. */
  onLeave?: () => void;
  /** Shown below an open box without options. */
  empty?: string;
  error?: string;
  autoFocus?: boolean;
}

/** Type, Enter: a text box whose best suggestion is always the one that Enter takes. */
export function Picker<O extends PickerOption>({
  label,
  placeholder,
  text,
  onText,
  options,
  isWaiting,
  onPick,
  onLeave,
  empty,
  error,
  autoFocus,
}: Props<O>) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const composing = useRef(false);
  const [draft, setDraft] = useState<string>();
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const [wanted, setWanted] = useState(false);
  const active = Math.min(at, options.length - 1);
  const hasList = isOpen && (options.length > 0 || (empty !== undefined && text.trim() !== "" && !isWaiting));

  function pick(option: O | undefined) {
    setWanted(false);
    setAt(0);
    if (option) onPick(option);
  }

  const latestPick = useRef(pick);
  latestPick.current = pick;
  useEffect(() => {
    if (wanted && !isWaiting) latestPick.current(options[0]);
  }, [wanted, isWaiting, options]);
  useEffect(() => {
    if (autoFocus) input.current?.focus();
  }, [autoFocus]);
  useEffect(() => {
    if (hasList) list.current?.children[active]?.scrollIntoView?.({ block: "nearest" });
  }, [hasList, active]);

  function change(typed: string) {
    setDraft(undefined);
    setAt(0);
    setWanted(false);
    setOpen(true);
    onText(typed);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event)) return;
    if (event.key === "ArrowDown") {
      setOpen(true);
      setAt(isOpen ? Math.min(active + 1, options.length - 1) : 0);
    } else if (event.key === "ArrowUp") setAt(Math.max(active - 1, 0));
    else if (event.key === "Enter" && isWaiting) setWanted(true);
    else if (event.key === "Enter" && hasList) pick(options[active]);
    else if (event.key === "Escape") {
      if (text) change("");
      else {
        setOpen(false);
        input.current?.blur();
      }
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className={`${styles.field} ${styles.picker}`} data-invalid={error ? true : undefined}>
      <label htmlFor={id} className="visually-hidden">
        {label}
      </label>
      <div className={styles.box}>
        <input
          ref={input}
          id={id}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={hasList}
          aria-controls={hasList ? `${id}-list` : undefined}
          aria-activedescendant={hasList && options[active] ? `${id}-${active}` : undefined}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          value={draft ?? text}
          onFocus={() => setOpen(true)}
          onClick={() => setOpen(true)}
          onBlur={() => {
            setOpen(false);
            setWanted(false);
            if (text.trim() === "") onLeave?.();
          }}
          onCompositionStart={() => {
            composing.current = true;
          }}
          onCompositionEnd={(event) => {
            composing.current = false;
            change(event.currentTarget.value);
          }}
          onChange={(event) => {
            if (composing.current) setDraft(event.target.value);
            else change(event.target.value);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {hasList && (
        <div ref={list} id={`${id}-list`} role="listbox" aria-label={label} className={styles.suggestions}>
          {options.map((option, place) => (
            <div
              key={option.id}
              id={`${id}-${place}`}
              role="option"
              aria-selected={place === active}
              tabIndex={-1}
              data-focused={place === active || undefined}
              className={styles.option}
              // The box keeps the focus, or leaving it would close the list before the click.
              onMouseDown={(event) => event.preventDefault()}
              onMouseEnter={() => setAt(place)}
              onClick={() => pick(option)}
            >
              {option.icon}
              <span className={styles.optionText}>
                {option.label}
                {option.detail && <small>{option.detail}</small>}
              </span>
            </div>
          ))}
          {options.length === 0 && (
            <div
              role="option"
              aria-selected={false}
              aria-disabled="true"
              tabIndex={-1}
              className={styles.nothing}
            >
              {empty}
            </div>
          )}
        </div>
      )}
      {error && (
        <span id={`${id}-error`} role="alert" className={styles.error}>
          {error}
        </span>
      )}
    </div>
  );
}
