import { useState } from "react";
import { useT } from "@/i18n";
import type { ContactHours } from "@/ipc";
import { fieldProblem, problemWords, Select } from "@/kit";
import { Fact } from "./Fact";
import styles from "./portrait.module.css";

const usual: ContactHours = { from: 9 * 60, until: 18 * 60 };
const halves = Array.from({ length: 37 }, (_, at) => 6 * 60 + at * 30);

export const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

const options = (now: number) =>
  [...new Set([...halves, now])]
    .sort((a, b) => a - b)
    .map((minute) => ({ value: String(minute), label: clock(minute) }));

interface Props {
  hours: ContactHours | null;
  onSave: (hours: ContactHours | null) => Promise<unknown>;
  onRemove: () => void;
}

/** The time of day at which they like to be contacted. */
export function HoursLine({ hours, onSave, onRemove }: Props) {
  const t = useT();
  const [refused, setRefused] = useState<{ hours: ContactHours; error: unknown }>();
  const shown = refused?.hours ?? hours ?? usual;
  const change = (part: Partial<ContactHours>) => {
    const next = { ...shown, ...part };
    setRefused(undefined);
    onSave(next).catch((error: unknown) => setRefused({ hours: next, error }));
  };
  const problem = refused && (fieldProblem(t, refused.error, "hours") ?? problemWords(t, refused.error).text);
  const choice = (name: "from" | "until") => (
    <Select
      label={t(`customers.hours.${name}`)}
      hideLabel
      options={options(shown[name])}
      value={String(shown[name])}
      onChange={(minute) => change({ [name]: Number(minute) })}
    />
  );
  return (
    <Fact label={t("customers.fields.hours")} onRemove={onRemove}>
      <div className={styles.hours}>
        {choice("from")}
        <span aria-hidden="true">–</span>
        {choice("until")}
      </div>
      {problem && (
        <span role="alert" className={styles.error}>
          {problem}
        </span>
      )}
    </Fact>
  );
}
