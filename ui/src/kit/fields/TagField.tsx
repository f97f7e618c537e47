import { X } from "lucide-react";
import { type FocusEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useT } from "@/i18n";
import { isComposing } from "../keys/ime";
import type { FieldWords } from "./FieldFrame";
import styles from "./fields.module.css";
import { type Offer, Offers } from "./Offers";

interface Props extends Omit<FieldWords, "description" | "optional"> {
  value: readonly string[];
  onChange: (tags: string[]) => void;
  placeholder?: string;
  autoFocus?: boolean;
  /** Words in use that fit what is typed; one press takes one in its place. Finding them is the caller's. */
  offers?: readonly Offer[];
  onText?: (text: string) => void;
}

// Chinese and Latin separators; a tag itself may hold spaces.
const separator = /[,，、;；\n]/;

/** Short words, each with a way to take it off. Enter or a comma ends a word; Backspace takes the last one back. */
export function TagField(props: Props) {
  const { label, hideLabel, error, value, onChange, placeholder, autoFocus, onText } = props;
  const offers = props.offers?.filter(({ word }) => !value.includes(word)) ?? [];
  const t = useT();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const composing = useRef(false);
  const [text, setOwnText] = useState("");
  function setText(typed: string) {
    setOwnText(typed);
    onText?.(typed);
  }
  // A word may end before the one before it came back as the value.
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  }, [value]);

  function change(tags: readonly string[]) {
    latest.current = tags;
    onChange([...tags]);
  }

  /** A word that is in use but for its case is that word. */
  const known = (word: string) =>
    offers.find((offer) => offer.word.toLowerCase() === word.toLowerCase())?.word ?? word;

  function add(words: string) {
    const fresh = words
      .split(separator)
      .map((word) => known(word.trim()))
      .filter((word, at, all) => word && !latest.current.includes(word) && all.indexOf(word) === at);
    if (fresh.length > 0) change([...latest.current, ...fresh]);
    setText("");
  }

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event)) return;
    if (event.key === "Enter" && text.trim()) {
      event.preventDefault();
      add(text);
    } else if (event.key === "Backspace" && text === "" && value.length > 0) {
      change(latest.current.slice(0, -1));
    } else if (event.key === "ArrowDown" && offers.length > 0) {
      event.preventDefault();
      list.current?.querySelector("button")?.focus();
    } else if (event.key === "Escape" && text) {
      event.preventDefault();
      event.stopPropagation();
      setText("");
    }
  }

  function onBlur(event: FocusEvent<HTMLDivElement>) {
    if (text.trim() && !event.currentTarget.contains(event.relatedTarget)) add(text);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: leaving the field, its offers included, ends a word.
    <div className={styles.field} data-invalid={error ? true : undefined} onBlur={onBlur}>
      <label htmlFor={id} className={hideLabel ? "visually-hidden" : styles.label}>
        {label}
      </label>
      <div className={`${styles.box} ${styles.tags}`}>
        {value.map((tag) => (
          <span key={tag} className={styles.tag}>
            <span title={tag}>{tag}</span>
            <button
              type="button"
              tabIndex={-1}
              aria-label={t("kit.removeTag", { tag })}
              onClick={() => {
                change(latest.current.filter((other) => other !== tag));
                input.current?.focus();
              }}
            >
              <X aria-hidden="true" />
            </button>
          </span>
        ))}
        <input
          ref={input}
          id={id}
          // biome-ignore lint/a11y/noAutofocus: only where the field is what was just opened.
          autoFocus={autoFocus}
          value={text}
          placeholder={value.length === 0 ? placeholder : undefined}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          onChange={(event) => {
            const typed = event.target.value;
            // A word that ends while an input method is at it would leave the method's own copy behind.
            if (separator.test(typed) && !composing.current) add(typed);
            else setText(typed);
          }}
          onCompositionStart={() => {
            composing.current = true;
          }}
          onCompositionEnd={(event) => {
            composing.current = false;
            const typed = event.currentTarget.value;
            if (separator.test(typed)) add(typed);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <Offers
        ref={list}
        offers={offers}
        onTake={(word) => {
          change([...latest.current, word]);
          setText("");
          input.current?.focus();
        }}
      />
      {error && (
        <span id={`${id}-error`} className={styles.error}>
          {error}
        </span>
      )}
    </div>
  );
}
