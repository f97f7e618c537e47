import { useQuery } from "@tanstack/react-query";
import { Plus, Users } from "lucide-react";
import { useState } from "react";
import { useGate, useMay } from "@/gate";
import { useT } from "@/i18n";
import { type Person, type PersonView, staff } from "@/ipc";
import { Button, EmptyState, ErrorNotice, Skeleton } from "@/kit";
import { DraftBar } from "../DraftBar";
import { people as peopleQuery } from "../queries";
import { Section } from "../Section";
import { useEdit } from "../useEdit";
import { useSave } from "../useSave";
import { gone, isBeside, newPerson, people as peopleOf, problemAt } from "./draft";
import { PassphraseDialog } from "./PassphraseDialog";
import { PeopleList } from "./PeopleList";
import { PersonRow } from "./PersonRow";
import styles from "./people.module.css";

/** Who works here, what each may do, and how much each may give alone. */
export function PeoplePart() {
  const t = useT();
  const mayChange = useMay("own");
  const { data, error, refetch } = useQuery(peopleQuery());
  return (
    <Section
      title={t("settings.people.title")}
      text={t(mayChange ? "settings.people.text" : "settings.people.textLook")}
    >
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={4} />}
      {data && (mayChange ? <PeopleForm saved={data} /> : <PeopleList saved={data} />)}
    </Section>
  );
}

function PeopleForm({ saved }: { saved: PersonView[] }) {
  const t = useT();
  const gate = useGate();
  const edit = useEdit({ people: peopleOf(saved) });
  const { people } = edit.value;
  const [giving, setGiving] = useState<PersonView>();
  // An amount keeps its text as it was typed; thrown away, the fields begin anew.
  const [round, setRound] = useState(0);
  const { save, isPending, error, reset } = useSave(
    (op, all: Person[]) => staff.save(op, all),
    t("settings.people.saved"),
    edit.drop,
    [],
  );
  const change = (next: (before: readonly Person[]) => Person[]) => {
    // Places in what was refused may have moved.
    if (error !== undefined) reset();
    edit.change((before) => ({ people: next(before.people) }));
  };
  const add = (
    <Button
      size="small"
      icon={<Plus aria-hidden="true" />}
      onPress={() => change((before) => [...before, newPerson(before.length === 0)])}
    >
      {t("settings.people.add")}
    </Button>
  );
  if (people.length === 0 && !edit.isDirty) {
    return (
      <EmptyState icon={<Users aria-hidden="true" />} title={t("settings.people.none")} actions={add}>
        {t("settings.people.noneWhy")}
      </EmptyState>
    );
  }
  const withoutAll = problemAt(t, error, "people");
  return (
    <>
      {saved.length > 0 && (
        <p className={styles.note}>
          {t(gate?.guarded ? "settings.people.guarded" : "settings.people.guardless")}
        </p>
      )}
      <div className={styles.people}>
        <div className={styles.peopleHead} aria-hidden="true">
          <span>{t("settings.people.name")}</span>
          <span>{t("settings.people.role")}</span>
          <span>{t("settings.people.limit")}</span>
          <span>{t("settings.people.rights")}</span>
          <span>{t("settings.people.passphrase")}</span>
        </div>
        {people.map((person, at) => (
          <PersonRow
            key={`${round} ${person.id}`}
            person={person}
            path={`people.${at}`}
            saved={saved.find((each) => each.person.id === person.id)}
            error={error}
            onChange={(part) =>
              change((before) => before.map((each) => (each.id === person.id ? { ...each, ...part } : each)))
            }
            onRemove={() => change((before) => before.filter(({ id }) => id !== person.id))}
            onPassphrase={setGiving}
          />
        ))}
      </div>
      <div>{add}</div>
      {gate?.guarded &&
        gone(saved, people).map((name) => (
          <p key={name} className={styles.note}>
            {t("settings.people.removeGuarded", { name })}
          </p>
        ))}
      {withoutAll && (
        <p role="alert" className={styles.problem}>
          {withoutAll}
        </p>
      )}
      <DraftBar
        isDirty={edit.isDirty}
        isPending={isPending}
        error={error}
        isBeside={isBeside(error) || withoutAll !== undefined}
        onSave={() => void save(people)}
        onDrop={() => {
          edit.drop();
          reset();
          setRound(round + 1);
        }}
      />
      {giving && <PassphraseDialog person={giving} people={saved} onClose={() => setGiving(undefined)} />}
    </>
  );
}
