import { useState } from "react";
import { useLanguage, useT } from "@/i18n";
import { DatePicker, Select, TagField, TextField } from "@/kit";
import { type Draft, takes } from "./asks";
import { fieldWord, valuesOf, valueWord } from "./fields";
import styles from "./filter.module.css";
import { useLibrary } from "./useLibrary";
import { useOffers } from "./useOffers";
import { ValueChoices } from "./ValueChoices";
import { monthWord } from "./wording";

interface Props {
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
}

/** The value of a condition, in whatever its field and its test take. */
export function ConditionValue({ draft, onChange }: Props) {
  const t = useT();
  const language = useLanguage();
  switch (takes[draft.ask]) {
    case "nothing":
      return null;
    case "words":
      return <Words draft={draft} onChange={onChange} />;
    case "text":
      return (
        <TextField
          label={t("customers.filters.text")}
          hideLabel
          autoFocus
          value={draft.text}
          onChange={(text) => onChange({ text })}
        />
      );
    case "days":
      return (
        <TextField
          label={t("customers.filters.days")}
          autoFocus
          inputMode="numeric"
          value={draft.days}
          onChange={(days) => onChange({ days })}
          onFocus={(event) => event.target instanceof HTMLInputElement && event.target.select()}
        />
      );
    case "month":
      return (
        <Select
          label={t("customers.filters.month")}
          hideLabel
          options={Array.from({ length: 12 }, (_, at) => ({
            value: String(at + 1),
            label: monthWord(at + 1, language),
          }))}
          value={draft.month}
          onChange={(month) => onChange({ month })}
        />
      );
    case "from":
      return <End end="from" isFirst draft={draft} onChange={onChange} hideLabel />;
    case "to":
      return <End end="to" isFirst draft={draft} onChange={onChange} hideLabel />;
    case "ends":
      return (
        <div className={styles.ends}>
          <End end="from" isFirst draft={draft} onChange={onChange} />
          <End end="to" draft={draft} onChange={onChange} />
        </div>
      );
  }
}

function Words(props: Props) {
  const { kind } = props.draft;
  return kind === "words" || kind === "set" ? <TypedWords {...props} /> : <FixedWords {...props} />;
}

function TypedWords({ draft, onChange }: Props) {
  const t = useT();
  const [text, setText] = useState("");
  return (
    <TagField
      label={fieldWord(t, draft.field, useLibrary())}
      hideLabel
      autoFocus
      placeholder={t("customers.tagsHint")}
      value={draft.words}
      onChange={(words) => onChange({ words })}
      offers={useOffers(draft.field, text)}
      onText={setText}
    />
  );
}

/** Choices, channels, preferences, levels; those that are gone can still be taken out. */
function FixedWords({ draft, onChange }: Props) {
  const t = useT();
  const { field, words } = draft;
  const library = useLibrary(field === "preferences");
  const known = valuesOf(field, library);
  const groupOf = (value: string) => library.preferences.find(({ id }) => id === value)?.category;
  const choice = (value: string) => ({
    value,
    label: valueWord(t, field, value, library),
    group: field === "preferences" ? groupOf(value) : undefined,
  });
  const nothing = field === "preferences" ? "noPreferences" : field === "tier" ? "noLevels" : undefined;
  if (nothing && library.isWhole && known.length + words.length === 0) {
    return <p className={styles.nothing}>{t(`customers.filters.${nothing}`)}</p>;
  }
  return (
    <ValueChoices
      label={fieldWord(t, field, library)}
      choices={[...known, ...words.filter((word) => !known.includes(word))].map(choice)}
      chosen={words}
      onChange={(chosen) => onChange({ words: chosen })}
    />
  );
}

function End({
  end,
  draft,
  onChange,
  isFirst,
  hideLabel,
}: Props & { end: "from" | "to"; isFirst?: boolean; hideLabel?: boolean }) {
  const t = useT();
  const { kind } = draft;
  const label = t(`customers.filters.${end}`);
  const change = (value: string) => onChange({ [end]: value });
  if (kind === "moment" || kind === "day") {
    return (
      <DatePicker
        label={label}
        hideLabel={hideLabel}
        autoFocus={isFirst}
        value={draft[end] || null}
        onChange={(day) => change(day ?? "")}
      />
    );
  }
  return (
    <TextField
      label={kind === "money" ? t("customers.filters.inYuan", { label }) : label}
      hideLabel={hideLabel}
      autoFocus={isFirst}
      inputMode="decimal"
      trail={
        kind === "money" && hideLabel && <span className={styles.unit}>{t("customers.filters.yuan")}</span>
      }
      value={draft[end]}
      onChange={change}
    />
  );
}
