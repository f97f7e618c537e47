import { Plus } from "lucide-react";
import { useT } from "@/i18n";
import { type Cause, type Causes, complaints, newId } from "@/ipc";
import { Button } from "@/kit";
import { DraftBar } from "../DraftBar";
import { Section } from "../Section";
import { useEdit } from "../useEdit";
import { useSave } from "../useSave";
import { CauseRow } from "./CauseRow";
import styles from "./complaints.module.css";
import { linesOf, moved, retired, withAnother, without } from "./tree";
import { isBeside, problemAt } from "./words";

/** What complaints come from: a tree of the shop's own, saved as a whole. */
export function CausesPart({ saved }: { saved: Causes }) {
  const t = useT();
  const edit = useEdit({ causes: saved });
  const { causes } = edit.value;
  const { save, isPending, error, reset } = useSave(
    (op, all: Causes) => complaints.saveCauses(op, all),
    t("settings.complaints.causes.saved"),
    edit.drop,
    [],
  );
  const known = new Set(saved.map(({ id }) => id));
  const change = (next: (before: readonly Cause[]) => Cause[]) => {
    // Places in what was refused may have moved.
    if (error !== undefined) reset();
    edit.change((before) => ({ causes: next(before.causes) }));
  };
  return (
    <Section title={t("settings.complaints.causes.title")} text={t("settings.complaints.causes.text")}>
      <ul className={styles.causes} data-quiet="true">
        {linesOf(causes).map((line) => {
          const { id } = line.cause;
          return (
            <CauseRow
              key={id}
              line={line}
              isNew={!known.has(id)}
              error={problemAt(t, error, `causes.${line.at}.name`)}
              onRename={(name) =>
                change((before) => before.map((each) => (each.id === id ? { ...each, name } : each)))
              }
              onMove={(by) => change((before) => moved(before, id, by))}
              onAddUnder={() => change((before) => withAnother(before, newId<"CauseId">(), id))}
              onRetire={(isRetired) => change((before) => retired(before, id, isRetired))}
              onRemove={() => change((before) => without(before, id))}
            />
          );
        })}
      </ul>
      <div>
        <Button
          size="small"
          icon={<Plus aria-hidden="true" />}
          onPress={() => change((before) => withAnother(before, newId<"CauseId">(), null))}
        >
          {t("settings.complaints.causes.add")}
        </Button>
      </div>
      <DraftBar
        isDirty={edit.isDirty}
        isPending={isPending}
        error={error}
        isBeside={isBeside(error)}
        onSave={() => void save(causes)}
        onDrop={() => {
          edit.drop();
          reset();
        }}
      />
    </Section>
  );
}
