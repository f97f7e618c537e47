import { useState } from "react";
import { useT } from "@/i18n";
import { type PersonView, staff } from "@/ipc";
import { Button, Dialog, ErrorNotice, TextField } from "@/kit";
import { useSave } from "../useSave";
import { problemAt } from "./draft";
import styles from "./people.module.css";

interface Props {
  person: PersonView;
  onClose: () => void;
}

const fields = ["present", "passphrase"];

/** Gives somebody a passphrase, another one, or none any more. */
export function PassphraseDialog({ person: { person, passphrase: has }, onClose }: Props) {
  const t = useT();
  const [present, setPresent] = useState("");
  const [next, setNext] = useState("");
  const [again, setAgain] = useState("");
  const [differs, setDiffers] = useState(false);
  const { save, isPending, error, otherError } = useSave(
    (op, passphrase: string | null) => staff.setPassphrase(op, person.name, present || null, passphrase),
    t("settings.people.passphraseSaved", { name: person.name }),
    onClose,
    fields,
  );
  const field = (
    isFirst: boolean,
    label: string,
    value: string,
    set: (text: string) => void,
    problem: string | undefined,
    description?: string,
  ) => (
    <TextField
      autoFocus={isFirst}
      label={label}
      description={description}
      type="password"
      autoComplete="off"
      value={value}
      onChange={(text) => {
        set(text);
        setDiffers(false);
      }}
      error={problem}
    />
  );
  return (
    <Dialog
      title={t(`settings.people.${has ? "changeOf" : "setOf"}`, { name: person.name })}
      size="small"
      isOpen
      onOpenChange={(open) => !open && onClose()}
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (next !== again) setDiffers(true);
          else void save(next);
        }}
      >
        <p className={styles.text}>{t("settings.people.passphraseText")}</p>
        {has &&
          field(true, t("settings.people.present"), present, setPresent, problemAt(t, error, "present"))}
        {field(
          !has,
          t("settings.people.next"),
          next,
          setNext,
          problemAt(t, error, "passphrase"),
          t("settings.people.nextHint"),
        )}
        {field(
          false,
          t("settings.people.again"),
          again,
          setAgain,
          differs ? t("settings.people.differs") : undefined,
        )}
        {otherError !== undefined && <ErrorNotice error={otherError} />}
        <div className={styles.actions}>
          {has && (
            <Button tone="quiet" isDisabled={isPending} onPress={() => void save(null)}>
              {t("settings.people.takeAway")}
            </Button>
          )}
          <Button type="submit" tone="primary" isPending={isPending}>
            {t("settings.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
