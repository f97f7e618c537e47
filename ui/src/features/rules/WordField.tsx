import type { Field } from "@/ipc";
import { Picker } from "@/kit";
import { useOffers } from "@/whom";
import styles from "./rules.module.css";

interface Props {
  /** Whose words in use are offered. */
  field: Field;
  label: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
}

/** A word that may be new, with those in use below it. */
export function WordField({ field, label, value, onChange, error }: Props) {
  const offers = useOffers(field, value).filter(({ word }) => word !== value);
  return (
    <span className={styles.word}>
      <Picker
        label={label}
        placeholder={label}
        text={value}
        onText={onChange}
        options={offers.map(({ word }) => ({ id: word, label: word }))}
        onPick={({ label: word }) => onChange(word)}
        error={error}
      />
    </span>
  );
}
