import type { Field } from "@/ipc";
import { ComboBox } from "@/kit";
import { useOffers } from "@/whom";
import styles from "./rules.module.css";

interface Props {
  /** Whose words in use are offered. */
  field: Field;
  label: string;
  value: string;
  placeholder?: string;
  onChange: (value: string) => void;
  error?: string | undefined;
}

/** A word that may be new, with those in use below it. */
export function WordField({ field, label, value, placeholder, onChange, error }: Props) {
  const offers = useOffers(field, value);
  return (
    <span className={styles.word}>
      <ComboBox
        label={label}
        hideLabel
        allowsCustomValue
        placeholder={placeholder}
        options={offers.map(({ word }) => ({ value: word, label: word }))}
        value={null}
        inputValue={value}
        onInputChange={onChange}
        onChange={(word) => word !== null && onChange(word)}
        error={error}
      />
    </span>
  );
}
