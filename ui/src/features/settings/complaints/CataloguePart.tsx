import { HandCoins, Plus } from "lucide-react";
import { useState } from "react";
import { useT } from "@/i18n";
import { type Catalogue, type CatalogueEntry, type Causes, complaints, newId } from "@/ipc";
import { Button, EmptyState } from "@/kit";
import { DraftBar } from "../DraftBar";
import { Section } from "../Section";
import { useEdit } from "../useEdit";
import { useSave } from "../useSave";
import { EntryFields } from "./EntryFields";
import { newEntry } from "./remedies";
import { isBeside } from "./words";

interface Props {
  saved: Catalogue;
  /** As they are saved: an entry is for one that everybody knows. */
  causes: Causes;
}

/** What the shop offers again and again to make up for something. */
export function CataloguePart({ saved, causes }: Props) {
  const t = useT();
  const edit = useEdit({ entries: saved });
  const { entries } = edit.value;
  // An amount keeps its text as it was typed; thrown away, the fields begin anew.
  const [round, setRound] = useState(0);
  const { save, isPending, error, reset } = useSave(
    (op, all: Catalogue) => complaints.saveCatalogue(op, all),
    t("settings.complaints.catalogue.saved"),
    edit.drop,
    [],
  );
  const change = (next: (before: readonly CatalogueEntry[]) => CatalogueEntry[]) => {
    // Places in what was refused may have moved.
    if (error !== undefined) reset();
    edit.change((before) => ({ entries: next(before.entries) }));
  };
  const add = (
    <Button
      size="small"
      icon={<Plus aria-hidden="true" />}
      onPress={() => change((before) => [...before, newEntry(newId<"CatalogueId">())])}
    >
      {t("settings.complaints.catalogue.add")}
    </Button>
  );
  return (
    <Section title={t("settings.complaints.catalogue.title")} text={t("settings.complaints.catalogue.text")}>
      {entries.length === 0 && (
        <EmptyState
          icon={<HandCoins aria-hidden="true" />}
          title={t("settings.complaints.catalogue.none")}
          actions={add}
        >
          {t("settings.complaints.catalogue.noneWhy")}
        </EmptyState>
      )}
      {entries.map((entry, at) => (
        <EntryFields
          key={`${round} ${entry.id}`}
          entry={entry}
          path={`catalogue.${at}`}
          causes={causes}
          error={error}
          onChange={(next) =>
            change((before) => before.map((each) => (each.id === entry.id ? next(each) : each)))
          }
          onRemove={() => change((before) => before.filter(({ id }) => id !== entry.id))}
        />
      ))}
      {entries.length > 0 && <div>{add}</div>}
      <DraftBar
        isDirty={edit.isDirty}
        isPending={isPending}
        error={error}
        isBeside={isBeside(error)}
        onSave={() => void save(entries)}
        onDrop={() => {
          edit.drop();
          reset();
          setRound(round + 1);
        }}
      />
    </Section>
  );
}
