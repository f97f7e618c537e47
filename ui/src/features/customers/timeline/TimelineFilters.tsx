import { CircleCheck, CircleX, Paperclip, ReceiptText, Search, X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { ToggleButton } from "react-aria-components";
import { useT } from "@/i18n";
import type { TimelineFilter, TimelineKind } from "@/ipc";
import { isComposing, KeyHint, useShortcut } from "@/kit";
import { InteractionIcon, interactionKinds } from "@/terms";
import styles from "./timeline.module.css";

interface Props {
  value: TimelineFilter;
  onChange: (filter: TimelineFilter) => void;
}

/** Which kinds of entries are wanted, and a text that they hold. */
export function TimelineFilters({ value, onChange }: Props) {
  const t = useT();
  const chip = (kind: TimelineKind, word: string, icon: ReactNode) => {
    const isOn = value.kinds.includes(kind);
    const kinds = isOn ? value.kinds.filter((other) => other !== kind) : [...value.kinds, kind];
    return (
      <ToggleButton
        key={kind}
        className={styles.chip}
        isSelected={isOn}
        onChange={() => onChange({ ...value, kinds })}
      >
        {icon}
        {word}
      </ToggleButton>
    );
  };
  return (
    <div className={styles.tools}>
      <TextFilter value={value.text} onChange={(text) => onChange({ ...value, text })} />
      <fieldset className={styles.chips}>
        <legend className="visually-hidden">{t("customers.timeline.filter")}</legend>
        <ToggleButton
          className={styles.chip}
          isSelected={value.kinds.length === 0}
          onChange={() => onChange({ ...value, kinds: [] })}
        >
          {t("customers.timeline.all")}
        </ToggleButton>
        {chip("purchase", t("customers.timeline.purchases"), <ReceiptText aria-hidden="true" />)}
        {interactionKinds.map((kind) =>
          chip(kind, t(`terms.interaction.${kind}`), <InteractionIcon kind={kind} />),
        )}
        {chip("file", t("customers.files.title"), <Paperclip aria-hidden="true" />)}
        {chip("done", t("customers.timeline.done"), <CircleCheck aria-hidden="true" />)}
        {chip("cancelled", t("customers.timeline.cancelled"), <CircleX aria-hidden="true" />)}
      </fieldset>
    </div>
  );
}

const pauseMs = 120;

/** What an input method is still composing stays in the box; only chosen words are looked for. */
function TextFilter({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const composing = useRef(false);
  const [draft, setDraft] = useState(value);
  const [asked, setAsked] = useState(value);
  const latest = useRef(onChange);
  latest.current = onChange;
  useShortcut({
    keys: "/",
    label: t("customers.timeline.search"),
    group: t("customers.one"),
    run: () => input.current?.select(),
  });
  // The filter is let go of from outside as well.
  useEffect(() => {
    setDraft(value);
    setAsked(value);
  }, [value]);
  useEffect(() => {
    if (asked === value) return;
    const timer = setTimeout(() => latest.current(asked), pauseMs);
    return () => clearTimeout(timer);
  }, [asked, value]);

  function clear() {
    setDraft("");
    latest.current("");
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (isComposing(event) || event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (draft) clear();
    else event.currentTarget.blur();
  }

  return (
    <div className={styles.search}>
      <Search aria-hidden="true" />
      <input
        ref={input}
        type="search"
        aria-label={t("customers.timeline.search")}
        placeholder={t("customers.timeline.searchHint")}
        autoComplete="off"
        spellCheck={false}
        value={draft}
        onCompositionStart={() => {
          composing.current = true;
        }}
        onCompositionEnd={(event) => {
          composing.current = false;
          setAsked(event.currentTarget.value.trim());
        }}
        onChange={(event) => {
          setDraft(event.target.value);
          if (!composing.current) setAsked(event.target.value.trim());
        }}
        onKeyDown={onKeyDown}
      />
      {draft ? (
        <button type="button" aria-label={t("kit.clear")} onClick={clear}>
          <X aria-hidden="true" />
        </button>
      ) : (
        <KeyHint keys="/" />
      )}
    </div>
  );
}
