import type { Id, TierLevel } from "@/ipc";
import { Checkbox } from "@/kit";
import styles from "../tiers.module.css";

interface Props {
  label?: string;
  levels: readonly TierLevel[];
  chosen: readonly Id<"TierId">[];
  onChange: (change: (chosen: readonly Id<"TierId">[]) => Id<"TierId">[]) => void;
}

/** The levels a benefit is for. */
export function TriggerLevels({ label, levels, chosen, onChange }: Props) {
  return (
    <fieldset className={styles.levels}>
      {label && <legend>{label}</legend>}
      <div className={styles.choices}>
        {levels.map(({ id, name }) => (
          <Checkbox
            key={id}
            isSelected={chosen.includes(id)}
            onChange={(isOn) =>
              onChange((before) => (isOn ? [...before, id] : before.filter((each) => each !== id)))
            }
          >
            {name}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  );
}
