import { type KeyboardEvent, useId, useState } from "react";
import { useT } from "@/i18n";
import { Checkbox, isComposing, TextField } from "@/kit";
import styles from "./values.module.css";

export interface ValueChoice {
  value: string;
  label: string;
  /** Choices of one group stand together under its name. */
  group?: string;
}

interface Props {
  label: string;
  choices: readonly ValueChoice[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** From this many on, a box helps to find one. */
const many = 12;

/** Some of a fixed number of values; found by typing where they are many. */
export function ValueChoices({ label, choices, chosen, onChange }: Props) {
  const t = useT();
  const id = useId();
  const [text, setText] = useState("");
  const isSought = choices.length > many;
  const wanted = text.trim().toLowerCase();
  const shown = choices.filter(
    (choice) =>
      wanted === "" || [choice.label, choice.group].some((word) => word?.toLowerCase().includes(wanted)),
  );
  const set = (value: string, isChosen: boolean) =>
    onChange(
      choices
        .map((choice) => choice.value)
        .filter((each) => (each === value ? isChosen : chosen.includes(each))),
    );

  // Type, Enter: the first that fits. In an empty box, Enter is for the form.
  function onKeyDown(event: KeyboardEvent) {
    const [first] = shown;
    if (event.key !== "Enter" || isComposing(event) || !wanted) return;
    event.preventDefault();
    if (first) {
      set(first.value, !chosen.includes(first.value));
      setText("");
    }
  }

  return (
    <fieldset className={styles.values} aria-labelledby={id}>
      <legend id={id} className="visually-hidden">
        {label}
      </legend>
      {isSought && (
        <TextField
          label={t("customers.filters.findValue")}
          hideLabel
          placeholder={t("customers.filters.findValue")}
          autoFocus
          value={text}
          onChange={setText}
          onKeyDown={onKeyDown}
        />
      )}
      <div className={styles.choices}>
        {groups(shown).map(([group, of]) => (
          <fieldset key={group} aria-label={group || label} className={styles.group}>
            {group && <span className={styles.groupName}>{group}</span>}
            {of.map((choice) => (
              <Checkbox
                key={choice.value}
                autoFocus={!isSought && choice === choices[0]}
                isSelected={chosen.includes(choice.value)}
                onChange={(isChosen) => set(choice.value, isChosen)}
              >
                {choice.label}
              </Checkbox>
            ))}
          </fieldset>
        ))}
        {shown.length === 0 && <p className={styles.nothing}>{t("kit.noMatch")}</p>}
      </div>
    </fieldset>
  );
}

function groups(choices: readonly ValueChoice[]) {
  const found = new Map<string, ValueChoice[]>();
  for (const choice of choices) {
    const group = choice.group ?? "";
    found.set(group, [...(found.get(group) ?? []), choice]);
  }
  return [...found];
}
