import { Search, X } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { useT } from "@/i18n";
import { isComposing } from "../keys/ime";
import { KeyHint } from "../keys/KeyHint";
import { useShortcut } from "../keys/Shortcuts";
import styles from "./search.module.css";

interface Props {
  label: string;
  placeholder: string;
  /** Under which heading `?` lists the `/` that leads here. */
  group: string;
  value: string;
  onChange: (text: string) => void;
  onEnter?: () => void;
  onDown?: () => void;
  /** Esc in an empty box; the focus goes nowhere in particular where left out. */
  onLeave?: () => void;
}

/** The box keeps what an input method is still composing to itself; only chosen words are searched for. */
export function SearchField({ label, placeholder, group, value, onChange, onEnter, onDown, onLeave }: Props) {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const composing = useRef(false);
  const [draft, setDraft] = useState<string>();

  useShortcut({
    keys: "/",
    label,
    group,
    run: () => {
      input.current?.focus();
      input.current?.select();
    },
  });

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event)) return;
    const keys: Record<string, (() => void) | undefined> = {
      Enter: onEnter,
      ArrowDown: onDown,
      Escape: value ? () => onChange("") : (onLeave ?? (() => input.current?.blur())),
    };
    const answer = keys[event.key];
    if (!answer) return;
    answer();
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className={styles.search}>
      <Search aria-hidden="true" />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        value={draft ?? value}
        onCompositionStart={() => {
          composing.current = true;
        }}
        onCompositionEnd={(event) => {
          composing.current = false;
          setDraft(undefined);
          onChange(event.currentTarget.value);
        }}
        onChange={(event) => {
          if (composing.current) setDraft(event.target.value);
          else onChange(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      {value ? (
        <button type="button" aria-label={t("kit.clear")} onClick={() => onChange("")}>
          <X aria-hidden="true" />
        </button>
      ) : (
        <KeyHint keys="/" />
      )}
    </div>
  );
}
