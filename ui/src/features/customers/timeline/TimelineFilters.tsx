import { CircleCheck, CircleX, MessageSquareWarning, Paperclip, ReceiptText } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { ToggleButton } from "react-aria-components";
import { useT } from "@/i18n";
import type { TimelineFilter, TimelineKind } from "@/ipc";
import { SearchField } from "@/kit";
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
        {chip("complaint", t("complaints.one"), <MessageSquareWarning aria-hidden="true" />)}
        {chip("done", t("customers.timeline.done"), <CircleCheck aria-hidden="true" />)}
        {chip("cancelled", t("customers.timeline.cancelled"), <CircleX aria-hidden="true" />)}
      </fieldset>
    </div>
  );
}

const pauseMs = 120;

/** What is typed is looked for once one pauses. */
function TextFilter({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const t = useT();
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  const latest = useRef(onChange);
  latest.current = onChange;
  if (known !== value) {
    // The filter is let go of from outside as well. What we asked for ourselves is the same text.
    setKnown(value);
    if (value !== text.trim()) setText(value);
  }
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === value) return;
    const timer = setTimeout(() => latest.current(wanted), wanted ? pauseMs : 0);
    return () => clearTimeout(timer);
  }, [text, value]);
  return (
    <SearchField
      label={t("customers.timeline.search")}
      placeholder={t("customers.timeline.searchHint")}
      group={t("customers.one")}
      value={text}
      onChange={setText}
    />
  );
}
