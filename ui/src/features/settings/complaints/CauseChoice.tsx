import { X } from "lucide-react";
import { useT } from "@/i18n";
import type { Causes } from "@/ipc";
import { IconButton, Select } from "@/kit";
import styles from "./complaints.module.css";
import { type CauseId, linesOf, pathOf } from "./tree";

interface Props {
  /** Of what, for screen readers. */
  of: string;
  causes: Causes;
  chosen: readonly CauseId[];
  onChange: (change: (before: readonly CauseId[]) => CauseId[]) => void;
}

/** The causes that a remedy is for; none chosen: it is for any. */
export function CauseChoice({ of, causes, chosen, onChange }: Props) {
  const t = useT();
  const free = linesOf(causes).filter(({ cause }) => !cause.retired && !chosen.includes(cause.id));
  return (
    <fieldset className={styles.chosen}>
      <legend>{t("settings.complaints.catalogue.forCauses")}</legend>
      {chosen.map((id) => {
        const name = pathOf(causes, id).join(" › ") || t("settings.complaints.catalogue.goneCause");
        return (
          <span key={id} className={styles.choice}>
            {name}
            <IconButton
              size="small"
              label={t("settings.own.remove", { name })}
              icon={<X />}
              onPress={() => onChange((before) => before.filter((each) => each !== id))}
            />
          </span>
        );
      })}
      <span className={styles.addCause}>
        <Select
          // Begun anew after each choice: what is chosen stands beside it.
          key={chosen.length}
          label={t("settings.complaints.catalogue.addCause", { name: of })}
          hideLabel
          placeholder={t(`settings.complaints.catalogue.${chosen.length === 0 ? "anyCause" : "oneMore"}`)}
          options={free.map(({ cause }) => ({
            value: cause.id as string,
            label: pathOf(causes, cause.id).join(" › "),
          }))}
          value={null}
          onChange={(id) => onChange((before) => [...before, id as CauseId])}
        />
      </span>
    </fieldset>
  );
}
