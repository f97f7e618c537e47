import { useT } from "@/i18n";
import type { FilledText as Filled, Variable } from "@/ipc";
import { TextField } from "@/kit";
import { standsThere, type Typed } from "./filled";
import styles from "./words.module.css";

export const askedOf = ({ missing, offered }: Filled): readonly Variable[] => [...missing, ...offered];

/** A text with what is known in it; what was filled in can be told from what was written, and from what is missing. */
export function FilledText({ filled, typed }: { filled: Filled; typed: Typed }) {
  const t = useT();
  const asked = askedOf(filled);
  return (
    <p className={styles.text}>
      {filled.parts.map((part, at) => {
        const text = standsThere(part, typed, asked);
        const key = `${at} ${part.variable}`;
        if (part.variable === null) return <span key={key}>{part.text}</span>;
        const name = t(`scripts.variable.${part.variable}`);
        return text === undefined ? (
          <span key={key} className={styles.missing}>
            {name}
          </span>
        ) : (
          <span key={key} className={styles.filled} title={name}>
            {text}
          </span>
        );
      })}
    </p>
  );
}

interface FieldsProps {
  filled: Filled;
  typed: Typed;
  onType: (typed: Typed) => void;
}

/** Asks for what no data tells: what must be there first, then what may be. */
export function AskedFields({ filled, typed, onType }: FieldsProps) {
  const t = useT();
  const asked = askedOf(filled);
  if (asked.length === 0) return null;
  return (
    <div className={styles.asked}>
      {asked.map((variable) => (
        <div key={variable} data-variable={variable}>
          <TextField
            label={t(`scripts.variable.${variable}`)}
            optional={filled.offered.includes(variable)}
            value={typed[variable] ?? ""}
            onChange={(text) => onType({ ...typed, [variable]: text })}
          />
        </div>
      ))}
    </div>
  );
}
