import { type FocusEvent, type KeyboardEvent, useState } from "react";
import { useT } from "@/i18n";
import type { CustomField, CustomValue } from "@/ipc";
import { DatePicker, fieldProblem, isComposing, problemWords, SegmentedControl, Select } from "@/kit";
import { readValue, textOf } from "../fields/own";
import { FactText } from "../page/FactText";
import { Fact } from "./Fact";
import styles from "./portrait.module.css";

interface Props {
  field: CustomField;
  value: CustomValue | null;
  onSave: (after: CustomValue | null, before: CustomValue | null) => Promise<unknown>;
  /** Just asked for. */
  isNew?: boolean;
  onLeave: () => void;
}

/** A value of one of the shop's own fields, as its kind is written. */
export function OwnField(props: Props) {
  switch (props.field.kind) {
    case "text":
    case "number":
    case "money":
      return <OwnText {...props} />;
    case "date":
      return <OwnDate {...props} />;
    case "choice":
    case "yesNo":
      return <OwnChoice {...props} />;
  }
}

function OwnText({ field, value, onSave, isNew, onLeave }: Props) {
  const t = useT();
  const { kind } = field;
  return (
    <FactText
      label={field.name}
      field={field.id}
      value={textOf(value)}
      inputMode={kind === "text" ? "text" : "decimal"}
      autoFocus={isNew}
      onLeave={onLeave}
      after={kind === "money" && <span className={styles.unit}>{t("customers.yuan")}</span>}
      onSave={async (text, before) => onSave(readValue(field, text), readValue(field, before))}
    />
  );
}

/** A date counts once it is whole and left, or picked from the month. */
function OwnDate({ field, value, onSave, isNew, onLeave }: Props) {
  const t = useT();
  const saved = value?.kind === "date" ? value.value : null;
  const [typed, setTyped] = useState<string | null>();
  const [error, setError] = useState<unknown>();
  const problem =
    error === undefined ? undefined : (fieldProblem(t, error, field.id) ?? problemWords(t, error).text);
  const asValue = (day: string | null): CustomValue | null => (day ? { kind: "date", value: day } : null);

  async function save(day: string | null | undefined) {
    if (day === undefined || day === saved) {
      setTyped(undefined);
      if (saved === null) onLeave();
      return;
    }
    setError(undefined);
    try {
      await onSave(asValue(day), asValue(saved));
      setTyped(undefined);
    } catch (thrown) {
      setError(thrown);
    }
  }

  function onBlur(event: FocusEvent<HTMLDivElement>) {
    const to = event.relatedTarget;
    if (!event.currentTarget.contains(to) && !to?.closest("[role=dialog]")) void save(typed);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event)) return;
    if (event.key === "Enter" && (event.target as Element).role === "spinbutton") void save(typed);
    else if (event.key === "Escape") setTyped(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <Fact label={field.name} onRemove={saved ? () => void save(null) : undefined}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter and Esc of the field inside. */}
      <div onBlur={onBlur} onKeyDown={onKeyDown}>
        <DatePicker
          label={field.name}
          hideLabel
          autoFocus={isNew}
          value={typed === undefined ? saved : typed}
          onChange={setTyped}
          error={problem}
        />
      </div>
    </Fact>
  );
}

function OwnChoice({ field, value, onSave, isNew, onLeave }: Props) {
  const t = useT();
  const [error, setError] = useState<unknown>();
  const problem =
    error === undefined ? undefined : (fieldProblem(t, error, field.id) ?? problemWords(t, error).text);
  const save = (next: CustomValue | null) => {
    setError(undefined);
    onSave(next, value).then(onLeave, setError);
  };
  return (
    <Fact label={field.name} onRemove={value ? () => save(null) : undefined}>
      {field.kind === "yesNo" ? (
        <SegmentedControl
          label={field.name}
          hideLabel
          choices={(["yes", "no"] as const).map((each) => ({
            value: each,
            label: t(`customers.own.${each}`),
          }))}
          value={value?.kind === "yesNo" ? (value.value ? "yes" : "no") : null}
          onChange={(next) => save({ kind: "yesNo", value: next === "yes" })}
          error={problem}
        />
      ) : (
        <Select
          label={field.name}
          hideLabel
          autoFocus={isNew}
          options={field.choices.map(({ number, text }) => ({ value: String(number), label: text }))}
          value={value?.kind === "choice" ? String(value.value) : null}
          onChange={(next) => save({ kind: "choice", value: Number(next) })}
          error={problem}
        />
      )}
    </Fact>
  );
}
