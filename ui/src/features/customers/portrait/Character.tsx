import { Lightbulb } from "lucide-react";
import { useT } from "@/i18n";
import type { Character, Level } from "@/ipc";
import { SegmentedControl } from "@/kit";
import { Fact } from "./Fact";
import styles from "./portrait.module.css";

interface CharacterProps {
  character: Character | null;
  onChange: (character: Character | null) => void;
}

/** How they make up their mind, and what that means for a talk. */
export function CharacterLine({ character, onChange }: CharacterProps) {
  const t = useT();
  const label = t("customers.fields.character");
  return (
    <Fact label={label} onRemove={character ? () => onChange(null) : undefined}>
      <SegmentedControl
        label={label}
        hideLabel
        choices={(["rational", "emotional"] as const).map((value) => ({
          value,
          label: t(`customers.character.${value}`),
        }))}
        value={character}
        onChange={onChange}
      />
      {character && (
        <p className={styles.advice}>
          <Lightbulb aria-hidden="true" />
          <span>{t(`customers.advice.${character}`)}</span>
        </p>
      )}
    </Fact>
  );
}

interface LevelProps {
  field: "importance" | "urgency";
  level: Level | null;
  onChange: (level: Level | null) => void;
}

/** How important, or how urgent. */
export function LevelLine({ field, level, onChange }: LevelProps) {
  const t = useT();
  const label = t(`customers.fields.${field}`);
  return (
    <Fact label={label} onRemove={level ? () => onChange(null) : undefined}>
      <SegmentedControl
        label={label}
        hideLabel
        choices={(["low", "medium", "high"] as const).map((value) => ({
          value,
          label: t(`customers.level.${value}`),
        }))}
        value={level}
        onChange={onChange}
      />
    </Fact>
  );
}
