import { useQuery } from "@tanstack/react-query";
import { Plus, Users } from "lucide-react";
import { useState } from "react";
import { useT } from "@/i18n";
import { type PersonView, staff } from "@/ipc";
import { Button, EmptyState, ErrorNotice, Skeleton } from "@/kit";
import { DraftBar } from "../DraftBar";
import { people as peopleQuery } from "../queries";
import { Section } from "../Section";
import { useEdit } from "../useEdit";
import { useSave } from "../useSave";
import { drafts, isBeside, newPerson, ownersWith, type PersonDraft } from "./draft";
import { OwnerSays } from "./OwnerSays";
import { PassphraseDialog } from "./PassphraseDialog";
import { PersonRow } from "./PersonRow";
import styles from "./people.module.css";

/** Who works here, and how much each may give alone. */
export function PeoplePart() {
  const t = useT();
  const { data, error, refetch } = useQuery(peopleQuery());
  return (
    <Section title={t("settings.people.title")} text={t("settings.people.text")}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={4} />}
      {data && <PeopleForm saved={data} />}
    </Section>
  );
}

function PeopleForm({ saved }: { saved: PersonView[] }) {
  const t = useT();
  const edit = useEdit({ people: drafts(saved) });
  const { people } = edit.value;
  const owners = ownersWith(saved);
  const [yes, setYes] = useState({ by: owners[0] ?? "", passphrase: "" });
  const [giving, setGiving] = useState<PersonView>();
  // An amount keeps its text as it was typed; thrown away, the fields begin anew.
  const [round, setRound] = useState(0);
  const drop = () => {
    edit.drop();
    setYes({ by: owners[0] ?? "", passphrase: "" });
  };
  const { save, isPending, error, reset } = useSave(
    (op, all: PersonDraft[]) =>
      staff.save(
        op,
        all.map(({ person }) => person),
        yes.by,
        yes.passphrase || null,
      ),
    t("settings.people.saved"),
    drop,
    [],
  );
  const change = (next: (before: readonly PersonDraft[]) => PersonDraft[]) => {
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
  return (
    <>
      {people.length === 0 && (
        <EmptyState icon={<Users aria-hidden="true" />} title={t("settings.people.none")} actions={add}>
          {t("settings.people.noneWhy")}
        </EmptyState>
      )}
      {people.length > 0 && (
        <div className={styles.people}>
          <div className={styles.peopleHead} aria-hidden="true">
            <span>{t("settings.people.name")}</span>
            <span>{t("settings.people.role")}</span>
            <span>{t("settings.people.limit")}</span>
            <span>{t("settings.people.passphrase")}</span>
          </div>
          {people.map((draft, at) => (
            <PersonRow
              key={`${round} ${draft.key}`}
              draft={draft}
              path={`people.${at}`}
              saved={saved.find(({ person }) => person.name === draft.key)}
              error={error}
              onChange={(part) =>
                change((before) =>
                  before.map((each) =>
                    each.key === draft.key ? { ...each, person: { ...each.person, ...part } } : each,
                  ),
                )
              }
              onRemove={() => change((before) => before.filter(({ key }) => key !== draft.key))}
              onPassphrase={setGiving}
            />
          ))}
        </div>
      )}
      {people.length > 0 && <div>{add}</div>}
      {edit.isDirty && owners.length > 0 && (
        <OwnerSays owners={owners} yes={yes} error={error} onChange={setYes} />
      )}
      <DraftBar
        isDirty={edit.isDirty}
        isPending={isPending}
        error={error}
        isBeside={isBeside(error)}
        onSave={() => void save(people)}
        onDrop={() => {
          drop();
          reset();
          setRound(round + 1);
        }}
      />
      {giving && <PassphraseDialog person={giving} onClose={() => setGiving(undefined)} />}
    </>
  );
}
