import { useT } from "@/i18n";
import type { Assignee } from "@/ipc";
import { fieldProblem, Select } from "@/kit";
import styles from "./rules.module.css";
import { WordField } from "./WordField";

interface Props {
  by: Assignee;
  onChange: (by: Assignee) => void;
  error: unknown;
}

/** Whoever looks after the customer, or one member of staff. */
export function WhoField({ by, onChange, error }: Props) {
  const t = useT();
  return (
    <span className={styles.pair}>
      <Select
        label={t("rules.slot.by")}
        hideLabel
        options={[
          { value: "owner", label: t("rules.owner"), detail: t("rules.ownerDetail") },
          { value: "named", label: t("rules.named") },
        ]}
        value={by.kind}
        onChange={(kind) => onChange(kind === "owner" ? { kind } : { kind: "named", name: "" })}
        error={by.kind === "owner" ? fieldProblem(t, error, "by", "rule") : undefined}
      />
      {by.kind === "named" && (
        <WordField
          field="owner"
          label={t("rules.slot.person")}
          value={by.name}
          onChange={(name) => onChange({ kind: "named", name })}
          error={fieldProblem(t, error, "by", "rule")}
        />
      )}
    </span>
  );
}
