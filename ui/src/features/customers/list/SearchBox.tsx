import { Search, X } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { useT } from "@/i18n";
import { isComposing, KeyHint, useShortcut } from "@/kit";
import styles from "./list.module.css";

interface Props {
  value: string;
  onChange: (text: string) => void;
  /** Enter: the best hit. */
  onEnter: () => void;
  /** Down, or Esc in an empty box: back to the rows. */
  onLeave: () => void;
}

/** The box keeps what an input method is still composing to itself; only chosen words are searched for. */
export function SearchBox({ value, onChange, onEnter, onLeave }: Props) {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const composing = useRef(false);
  const [draft, setDraft] = useState<string>();

  useShortcut({
    keys: "/",
    label: t("customers.search"),
    group: t("customers.title"),
    run: () => {
      input.current?.focus();
      input.current?.select();
    },
  });

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event)) return;
    if (event.key === "Enter") onEnter();
    else if (event.key === "ArrowDown") onLeave();
    else if (event.key === "Escape" && value) onChange("");
    else if (event.key === "Escape") onLeave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div className={styles.search}>
      <Search aria-hidden="true" />
      <input
        ref={input}
        type="search"
        aria-label={t("customers.search")}
        placeholder={t("customers.searchHint")}
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
