import { useState } from "react";
import { useT } from "@/i18n";
import { TagField } from "@/kit";
import styles from "./rules.module.css";

interface Props {
  label: string;
  value: readonly number[];
  onChange: (value: number[]) => void;
  error?: string | undefined;
}

const isFigure = (word: string) => /^\d{1,4}$/.test(word);

/** Several figures, each a chip; what is no figure stays, marked, until it is taken out. */
export function FiguresField({ label, value, onChange, error }: Props) {
  const t = useT();
  const [bad, setBad] = useState<string[]>([]);
  function change(words: string[]) {
    const plain = words.map((word) => word.normalize("NFKC"));
    setBad(plain.filter((word) => !isFigure(word)));
    const figures = [...new Set(plain.filter(isFigure).map(Number))];
    onChange(figures.sort((a, b) => a - b));
  }
  return (
    <span className={styles.list}>
      <TagField
        label={label}
        hideLabel
        value={[...value.map(String), ...bad]}
        onChange={change}
        placeholder={t("rules.figuresHint")}
        error={bad.length > 0 ? t("errors.invalidIn.rule.figures.unreadable") : error}
      />
    </span>
  );
}
