import { useId } from "react";
import { useLanguage, useT } from "@/i18n";
import { Checkbox, DatePicker, Select, TagField, TextField } from "@/kit";
import { type Draft, takes } from "./asks";
import { choicesOf, fieldKinds, fieldWord, valueWord } from "./fields";
import styles from "./filter.module.css";
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

function Words({ draft, onChange }: Props) {
  const t = useT();
  const id = useId();
  const choices = choicesOf(draft.field);
  if (choices.length === 0) {
    return (
      <TagField
        label={fieldWord(t, draft.field)}
        hideLabel
        autoFocus
        placeholder={t("customers.tagsHint")}
        value={draft.words}
        onChange={(words) => onChange({ words })}
      />
    );
  }
  return (
    <fieldset className={styles.choices} aria-labelledby={id}>
      <legend id={id} className="visually-hidden">
        {fieldWord(t, draft.field)}
      </legend>
      {choices.map((choice, at) => (
        <Checkbox
          key={choice}
          autoFocus={at === 0}
          isSelected={draft.words.includes(choice)}
          onChange={(chosen) =>
            onChange({
              words: choices.filter((each) => (each === choice ? chosen : draft.words.includes(each))),
            })
          }
        >
          {valueWord(t, draft.field, choice)}
        </Checkbox>
      ))}
    </fieldset>
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
  const kind = fieldKinds[draft.field];
  const label = t(`customers.filters.${end}`);
  const change = (value: string) => onChange({ [end]: value });
  if (kind === "moment") {
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
