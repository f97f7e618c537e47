import { type ReactNode, useEffect, useRef, useState } from "react";
import { Label, Radio, RadioGroup } from "react-aria-components";
import { useT } from "@/i18n";
import type { CommandProblem, Entrant } from "@/ipc";
import { Button, ErrorNotice, problemOf } from "@/kit";
import { lastPerson, type PersonId } from "./lastPerson";
import { PassphraseField } from "./PassphraseField";
import styles from "./signIn.module.css";
import { useSeat } from "./useSeat";
import { useWait } from "./useWait";

interface Props {
  people: readonly Entrant[];
  /** The verb on the button. */
  action: string;
  onDone?: (person: PersonId) => void;
  /** Another way in, beside the button. */
  children?: ReactNode;
}

/** Who it is, and the passphrase that proves it. */
export function SignIn({ people, action, onDone, children }: Props) {
  const t = useT();
  const { sit } = useSeat();
  const field = useRef<HTMLInputElement>(null);
  const known = people.find(({ id }) => id === lastPerson()) ?? people[0];
  const [person, setPerson] = useState<PersonId | undefined>(known?.id);
  const [passphrase, setPassphrase] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const left = useWait(error);
  const problem = error === undefined ? undefined : (problemOf(error) as CommandProblem);
  const isWaiting = left > 0;
  useEffect(() => field.current?.focus(), []);

  async function enter() {
    if (person === undefined || isBusy || isWaiting) return;
    setBusy(true);
    try {
      await sit(person, passphrase);
      onDone?.(person);
    } catch (thrown) {
      setError(thrown);
      field.current?.focus();
      field.current?.select();
    } finally {
      setBusy(false);
    }
  }

  function beside(): string | undefined {
    if (isWaiting) return t("gate.wait", { count: left });
    if (problem?.kind !== "invalid") return undefined;
    return t(problem.code === "required" ? "gate.required" : "gate.wrong");
  }

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void enter();
      }}
    >
      {people.length > 1 && (
        <RadioGroup
          className={styles.people}
          value={person === undefined ? null : String(person)}
          onChange={(id) => {
            setPerson(people.find((each) => String(each.id) === id)?.id);
            setError(undefined);
            setPassphrase("");
          }}
        >
          <Label className={styles.label}>{t("gate.whoIs")}</Label>
          <div className={styles.choices}>
            {people.map(({ id, name }) => (
              <Radio
                key={String(id)}
                value={String(id)}
                className={styles.person}
                // Whoever pointed at a name goes on with the passphrase; whoever walks by arrows walks on.
                // The choice itself takes the focus first.
                onPress={({ pointerType }) =>
                  pointerType !== "keyboard" && setTimeout(() => field.current?.focus())
                }
              >
                <Initial name={name} />
                <span>{name}</span>
              </Radio>
            ))}
          </div>
        </RadioGroup>
      )}
      {people.length === 1 && known && (
        <p className={styles.only}>
          <Initial name={known.name} />
          <strong>{known.name}</strong>
        </p>
      )}
      <PassphraseField
        ref={field}
        label={t("gate.passphrase")}
        value={passphrase}
        onChange={(text) => {
          setPassphrase(text);
          if (problem?.kind === "invalid") setError(undefined);
        }}
        error={beside()}
      />
      {problem && problem.kind !== "invalid" && problem.kind !== "tooSoon" && <ErrorNotice error={error} />}
      <div className={styles.foot}>
        {children}
        <Button type="submit" tone="primary" isPending={isBusy} isDisabled={isWaiting}>
          {action}
        </Button>
      </div>
    </form>
  );
}

/** What a name begins with: a face for somebody without a picture. */
export function Initial({ name }: { name: string }) {
  const [first = ""] = name.trim();
  return (
    <span className={styles.initial} aria-hidden="true">
      {first.toUpperCase()}
    </span>
  );
}
