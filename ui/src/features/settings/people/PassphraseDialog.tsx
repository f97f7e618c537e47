import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { PassphraseField, useGate, useWait } from "@/gate";
import { useT } from "@/i18n";
import { type PersonView, staff, useWrite } from "@/ipc";
import { Button, Dialog, ErrorNotice, toast } from "@/kit";
import { problemAt } from "./draft";
import styles from "./people.module.css";

interface Props {
  person: PersonView;
  /** Everybody, as they are saved. */
  people: readonly PersonView[];
  onClose: () => void;
}

/** Gives somebody a passphrase, another one, or none any more. The first in a shop is the owner's, and shuts it. */
export function PassphraseDialog({ person: { person, passphrase: has }, people, onClose }: Props) {
  const t = useT();
  const navigate = useNavigate();
  const gate = useGate();
  const isFirst = gate?.guarded === false;
  const isMine = gate?.me?.id === person.id;
  const [present, setPresent] = useState("");
  const [next, setNext] = useState("");
  const [again, setAgain] = useState("");
  const [differs, setDiffers] = useState(false);
  const [isDropping, drop] = useState(false);
  const write = useWrite((op, passphrase: string | null) =>
    staff.setPassphrase(op, person.id, present || null, passphrase),
  );
  const error = write.error ?? undefined;
  const left = useWait(error);
  const lastOwner = problemAt(t, error, "person");
  const besidePresent = left > 0 ? t("gate.wait", { count: left }) : problemAt(t, error, "present");
  const isPlaced = [besidePresent, problemAt(t, error, "passphrase"), lastOwner].some(Boolean);

  async function save(passphrase: string | null) {
    await write.mutateAsync(passphrase);
    onClose();
    toast({ text: t("settings.people.passphraseSaved", { name: person.name }), tone: "good" });
    // Only paper helps who forgets the one passphrase there is, so that is asked for at once.
    if (isFirst && passphrase !== null) void navigate({ to: "/settings", search: { part: "security" } });
  }
  const submit = (passphrase: string | null) => void save(passphrase).catch(() => {});

  const presentField = isMine && has && !isFirst && (
    <PassphraseField
      autoFocus
      label={t("settings.people.present")}
      value={present}
      onChange={setPresent}
      error={besidePresent}
    />
  );
  const others = people.filter((each) => each.passphrase && each.person.id !== person.id).length;
  return (
    <Dialog
      title={t(isDropping ? "settings.people.dropTitle" : `settings.people.${has ? "changeOf" : "setOf"}`, {
        name: person.name,
      })}
      size="small"
      isOpen
      onOpenChange={(open) => !open && onClose()}
    >
      {isFirst && person.role !== "owner" ? (
        <div className={styles.form}>
          <p>{t("settings.people.ownerNeeded")}</p>
          <div className={styles.actions}>
            <Button autoFocus onPress={onClose}>
              {t("kit.close")}
            </Button>
          </div>
        </div>
      ) : (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (isDropping) submit(null);
            else if (next !== again) setDiffers(true);
            else submit(next);
          }}
        >
          {isDropping ? (
            <p className={styles.text}>
              {others === 0
                ? t("settings.people.dropLast")
                : t("settings.people.dropOne", { name: person.name })}
            </p>
          ) : (
            <p className={styles.text}>
              {t(isFirst ? "settings.people.passphraseFirst" : "settings.people.passphraseText")}
            </p>
          )}
          {presentField}
          {!isDropping && (
            <>
              <PassphraseField
                autoFocus={!presentField}
                label={t("settings.people.next")}
                description={t("settings.people.nextHint")}
                value={next}
                onChange={(text) => {
                  setNext(text);
                  setDiffers(false);
                }}
                error={problemAt(t, error, "passphrase")}
              />
              <PassphraseField
                label={t("settings.people.again")}
                value={again}
                onChange={(text) => {
                  setAgain(text);
                  setDiffers(false);
                }}
                error={differs ? t("settings.people.differs") : undefined}
              />
            </>
          )}
          {lastOwner && (
            <p role="alert" className={styles.problem}>
              {lastOwner}
            </p>
          )}
          {error !== undefined && !isPlaced && <ErrorNotice error={error} />}
          <div className={styles.actions}>
            {has && !isDropping && (
              <Button tone="quiet" isDisabled={write.isPending} onPress={() => drop(true)}>
                {t("settings.people.takeAway")}
              </Button>
            )}
            {isDropping && (
              <Button isDisabled={write.isPending} onPress={() => drop(false)} autoFocus={!presentField}>
                {t("gate.back")}
              </Button>
            )}
            <Button
              type="submit"
              tone={isDropping ? "danger" : "primary"}
              isPending={write.isPending}
              isDisabled={left > 0}
            >
              {isDropping ? t("settings.people.takeAway") : t("settings.save")}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
