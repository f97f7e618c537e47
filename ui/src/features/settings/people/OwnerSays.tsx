import { useT } from "@/i18n";
import { Select, TextField } from "@/kit";
import { problemAt } from "./draft";
import styles from "./people.module.css";

interface Yes {
  by: string;
  passphrase: string;
}

interface Props {
  owners: readonly string[];
  yes: Yes;
  error: unknown;
  onChange: (yes: Yes) => void;
}

/** Where an owner has a passphrase, nobody else changes who may give what. */
export function OwnerSays({ owners, yes, error, onChange }: Props) {
  const t = useT();
  return (
    <fieldset className={styles.yes}>
      <legend>{t("settings.people.ownerSays")}</legend>
      <Select
        label={t("settings.people.owner")}
        options={owners.map((name) => ({ value: name, label: name }))}
        value={yes.by}
        onChange={(by) => onChange({ ...yes, by })}
        error={problemAt(t, error, "by")}
      />
      <TextField
        label={t("settings.people.passphrase")}
        type="password"
        autoComplete="off"
        value={yes.passphrase}
        onChange={(passphrase) => onChange({ ...yes, passphrase })}
        error={problemAt(t, error, "passphrase")}
      />
    </fieldset>
  );
}
