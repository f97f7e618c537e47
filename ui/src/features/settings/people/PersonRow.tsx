import { KeyRound, SlidersHorizontal, Trash2 } from "lucide-react";
import { useState } from "react";
import { useT } from "@/i18n";
import type { Person, PersonView } from "@/ipc";
import { AmountField, Button, Checkbox, IconButton, Select, TextField } from "@/kit";
import { problemAt, roles, withRole } from "./draft";
import styles from "./people.module.css";
import { RightsDialog } from "./RightsDialog";

interface Props {
  person: Person;
  /** Where they stand, as errors name it. */
  path: string;
  /** As they are saved; nothing where they are new. */
  saved: PersonView | undefined;
  error: unknown;
  onChange: (part: Partial<Person>) => void;
  onRemove: () => void;
  onPassphrase: (person: PersonView) => void;
}

/** One person: what they are, what they may do, and what they may give alone. */
export function PersonRow({ person, path, saved, error, onChange, onRemove, onPassphrase }: Props) {
  const t = useT();
  const [isChoosing, choose] = useState(false);
  const name = person.name || t("settings.people.new");
  const besideRights = problemAt(t, error, `${path}.voucherFen`) ?? problemAt(t, error, `${path}.points`);
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
      />
      <Select
        label={t("settings.people.role")}
        hideLabel
        options={roles.map((value) => ({ value, label: t(`terms.role.${value}`) }))}
        value={person.role}
        onChange={(role) => onChange(withRole(person, role))}
        error={problemAt(t, error, `${path}.role`)}
      />
      <span className={styles.limit}>
        <small>{t("settings.people.limit")}</small>
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
      <span className={styles.press}>
        {person.role === "owner" ? (
          <small>{t("settings.people.rightsAll")}</small>
        ) : (
          <Button size="small" icon={<SlidersHorizontal aria-hidden="true" />} onPress={() => choose(true)}>
            {t("settings.people.rightsEdit")}
            <span className="visually-hidden"> {name}</span>
          </Button>
        )}
        {besideRights && <small className={styles.problem}>{besideRights}</small>}
      </span>
      <span className={styles.press}>
        {saved ? (
          <Button size="small" icon={<KeyRound aria-hidden="true" />} onPress={() => onPassphrase(saved)}>
            {t(`settings.people.${saved.passphrase ? "change" : "set"}`)}
            <span className="visually-hidden"> {name}</span>
          </Button>
        ) : (
          <small>{t("settings.people.saveFirst")}</small>
        )}
      </span>
      <IconButton label={t("settings.own.remove", { name })} icon={<Trash2 />} onPress={onRemove} />
      {isChoosing && (
        <RightsDialog
          person={person}
          onChange={(allowed) => onChange({ allowed })}
          onClose={() => choose(false)}
        />
      )}
    </fieldset>
  );
}
