import { KeyRound, Trash2 } from "lucide-react";
import { useT } from "@/i18n";
import type { Person, PersonView, Role } from "@/ipc";
import { AmountField, Button, Checkbox, IconButton, Select, TextField } from "@/kit";
import { type PersonDraft, problemAt } from "./draft";
import styles from "./people.module.css";

interface Props {
  draft: PersonDraft;
  /** Where they stand, as errors name it. */
  path: string;
  /** As they are saved; nothing where they are new. */
  saved: PersonView | undefined;
  error: unknown;
  onChange: (part: Partial<Person>) => void;
  onRemove: () => void;
  onPassphrase: (person: PersonView) => void;
}

const roles: readonly Role[] = ["staff", "manager", "owner"];

/** One person: what they are, and what they may give alone. */
export function PersonRow({ draft, path, saved, error, onChange, onRemove, onPassphrase }: Props) {
  const t = useT();
  const { person } = draft;
  const name = person.name || t("settings.people.new");
  const isRenamed = saved !== undefined && saved.person.name !== person.name;
  return (
    <fieldset className={styles.person}>
      <legend className="visually-hidden">{name}</legend>
      <TextField
        label={t("settings.people.name")}
        hideLabel
        autoFocus={saved === undefined && person.name === ""}
        autoComplete="off"
        value={person.name}
        onChange={(text) => onChange({ name: text })}
        error={problemAt(t, error, `${path}.name`)}
        description={isRenamed && saved.passphrase ? t("settings.people.renamed") : undefined}
      />
      <Select
        label={t("settings.people.role")}
        hideLabel
        options={roles.map((value) => ({ value, label: t(`terms.role.${value}`) }))}
        value={person.role}
        onChange={(role) => onChange({ role })}
      />
      <span className={styles.limit}>
        <Checkbox
          isSelected={person.limitFen === null}
          onChange={(isFree) => onChange({ limitFen: isFree ? null : 0 })}
        >
          {t("settings.people.noLimit")}
        </Checkbox>
        {person.limitFen !== null && (
          <AmountField
            label={t("settings.people.limitOf", { name })}
            hideLabel
            fen={person.limitFen}
            onChange={(fen) => onChange({ limitFen: fen ?? 0 })}
            error={problemAt(t, error, `${path}.limitFen`)}
          />
        )}
      </span>
      <span className={styles.phrase}>
        {saved && !isRenamed ? (
          <Button size="small" icon={<KeyRound aria-hidden="true" />} onPress={() => onPassphrase(saved)}>
            {t(`settings.people.${saved.passphrase ? "change" : "set"}`)}
            <span className="visually-hidden"> {name}</span>
          </Button>
        ) : (
          <small>{t("settings.people.saveFirst")}</small>
        )}
      </span>
      <IconButton label={t("settings.own.remove", { name })} icon={<Trash2 />} onPress={onRemove} />
    </fieldset>
  );
}
