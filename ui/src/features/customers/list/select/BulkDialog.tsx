import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useAct } from "@/act";
import { useLanguage, useT } from "@/i18n";
import { type BulkChange, customers, type Selection } from "@/ipc";
import {
  Button,
  Dialog,
  ErrorNotice,
  fieldProblem,
  formatNumber,
  isComposing,
  problemOf,
  TagField,
} from "@/kit";
import { useLibrary, useOffers, ValueChoices } from "@/whom";
import type { PreferenceId } from "../../portrait/choosing";
import { bulkPreview } from "../../queries";
import { type BulkKind, changeOf, nothingTyped, type Typed } from "./change";
import { FieldValue } from "./FieldValue";
import styles from "./select.module.css";

interface Props {
  kind: BulkKind | undefined;
  selection: Selection;
  count: number;
  onClose: () => void;
}

const titles = {
  addTags: "customers.select.askAddTags",
  removeTags: "customers.select.askRemoveTags",
  set: "customers.select.askSet",
  addPreferences: "customers.select.askAddLikes",
  removePreferences: "customers.select.askRemoveLikes",
} as const;

/** One change to everyone selected: what, then exactly how many, then done, with the way back. */
export function BulkDialog({ kind, selection, count, onClose }: Props) {
  const t = useT();
  const title = kind && t(titles[kind], { count });
  return (
    <Dialog title={title} isOpen={kind !== undefined} onOpenChange={(open) => !open && onClose()}>
      {kind && <BulkForm kind={kind} selection={selection} onClose={onClose} />}
    </Dialog>
  );
}

interface FormProps {
  kind: BulkKind;
  selection: Selection;
  onClose: () => void;
}

/** Stands for a change that is not whole yet. */
const noChange: BulkChange = { kind: "addTags", tags: [] };

function BulkForm({ kind, selection, onClose }: FormProps) {
  const t = useT();
  const language = useLanguage();
  const library = useLibrary();
  const [typed, setTyped] = useState(nothingTyped);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const whole = changeOf(kind, typed, library);
  const change = whole ?? noChange;
  const preview = useQuery({ ...bulkPreview(selection, change), enabled: whole !== undefined });
  const { run: act } = useAct(
    (op, expected: number) => customers.bulk(op, selection, change, expected),
    () => t("customers.select.done", { count: preview.data?.changing ?? 0 }),
  );
  const told = whole && preview.data;
  const ready = told && told.changing > 0 ? told : undefined;

  async function save(event: FormEvent) {
    event.preventDefault();
    if (!ready || isPending) return;
    setPending(true);
    setProblem(undefined);
    try {
      await act(ready.selected);
      onClose();
    } catch (error) {
      setProblem(error);
      // The new number stands beside the question before anything can be pressed again.
      if (problemOf(error).kind === "countChanged") await preview.refetch();
    } finally {
      setPending(false);
    }
  }

  const wrong = problem ?? (whole && preview.error);
  const error = fieldProblem(t, wrong, nameOf(change));
  return (
    <form
      className={styles.form}
      onSubmit={(event) => void save(event)}
      onKeyDown={(event) => {
        if (event.key === "Enter" && isComposing(event)) event.preventDefault();
      }}
    >
      <What
        kind={kind}
        typed={typed}
        error={error}
        onChange={(part) => setTyped((before) => ({ ...before, ...part }))}
      />
      {wrong && !error ? <ErrorNotice error={wrong} /> : null}
      <div className={styles.foot}>
        <p role="status" className={styles.preview}>
          {whole && !preview.data && !preview.error && t("customers.select.counting")}
          {told && (
            <>
              {t("customers.select.preview", {
                count: told.changing,
                selected: formatNumber(told.selected, language),
              })}{" "}
              {told.changing < told.selected &&
                t("customers.select.already", { count: told.selected - told.changing })}
            </>
          )}
        </p>
        <Button onPress={onClose}>{t("kit.cancel")}</Button>
        <Button tone="primary" type="submit" isDisabled={!ready} isPending={isPending}>
          {ready ? t(titles[kind], { count: ready.changing }) : t("customers.save")}
        </Button>
      </div>
    </form>
  );
}

/** The field that Rust names where it refuses the change. */
function nameOf(change: BulkChange): string {
  switch (change.kind) {
    case "set":
    case "setOwn":
      return change.field;
    case "addPreferences":
    case "removePreferences":
      return "preferences";
    default:
      return "tags";
  }
}

interface WhatProps {
  kind: BulkKind;
  typed: Typed;
  error: string | undefined;
  onChange: (part: Partial<Typed>) => void;
}

function What({ kind, ...props }: WhatProps) {
  switch (kind) {
    case "set":
      return <FieldValue {...props} />;
    case "addPreferences":
    case "removePreferences":
      return <Likes {...props} />;
    default:
      return <Tags {...props} />;
  }
}

function Tags({ typed, error, onChange }: Omit<WhatProps, "kind">) {
  const t = useT();
  const [text, setText] = useState("");
  return (
    <TagField
      label={t("customers.fields.tags")}
      autoFocus
      placeholder={t("customers.tagsHint")}
      value={typed.tags}
      onChange={(tags) => onChange({ tags })}
      offers={useOffers("tags", text)}
      onText={setText}
      error={error}
    />
  );
}

function Likes({ typed, error, onChange }: Omit<WhatProps, "kind">) {
  const t = useT();
  const { preferences, isWhole } = useLibrary(true);
  if (isWhole && preferences.length === 0) {
    return <p className={styles.none}>{t("customers.filters.noPreferences")}</p>;
  }
  return (
    <>
      <ValueChoices
        label={t("customers.fields.preferences")}
        choices={preferences.map(({ id, category, value }) => ({ value: id, label: value, group: category }))}
        chosen={typed.liked}
        onChange={(liked) => onChange({ liked: liked.map((id) => id as PreferenceId) })}
      />
      {error && (
        <p role="alert" className={styles.error}>
          {error}
        </p>
      )}
    </>
  );
}
