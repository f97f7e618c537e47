import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useLanguage, useT } from "@/i18n";
import { type BulkChange, type BulkField, customers, type Selection } from "@/ipc";
import {
  Button,
  Dialog,
  ErrorNotice,
  fieldProblem,
  formatNumber,
  isComposing,
  problemOf,
  Select,
  TagField,
  TextField,
} from "@/kit";
import { bulkPreview } from "../../queries";
import { useAct } from "../../useAct";
import { choicesOf, fieldKinds, fieldWord, valueWord } from "../filter/fields";
import styles from "./select.module.css";

export type BulkKind = Extract<BulkChange["kind"], "addTags" | "removeTags" | "set">;

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

const bulkFields: readonly BulkField[] = [
  "owner",
  "source",
  "region",
  "industry",
  "company",
  "channel",
  "kind",
];

function BulkForm({
  kind,
  selection,
  onClose,
}: {
  kind: BulkKind;
  selection: Selection;
  onClose: () => void;
}) {
  const t = useT();
  const language = useLanguage();
  const [tags, setTags] = useState<string[]>([]);
  const [field, setField] = useState<BulkField>("owner");
  const [value, setValue] = useState("");
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const change: BulkChange = kind === "set" ? { kind, field, value } : { kind, tags };
  const isWhole = kind === "set" ? field !== "kind" || value !== "" : tags.length > 0;
  const preview = useQuery({ ...bulkPreview(selection, change), enabled: isWhole });
  const act = useAct(
    (op, expected: number) => customers.bulk(op, selection, change, expected),
    () => t("customers.select.done", { count: preview.data?.changing ?? 0 }),
  );
  const ready = isWhole && preview.data && preview.data.changing > 0 ? preview.data : undefined;

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

  const wrong = problem ?? preview.error;
  const where = kind === "set" ? field : "tags";
  const error = fieldProblem(t, wrong, where);
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => void save(event)}
      onKeyDown={(event) => {
        if (event.key === "Enter" && isComposing(event)) event.preventDefault();
      }}
    >
      {kind === "set" ? (
        <>
          <Select
            label={t("customers.select.field")}
            options={bulkFields.map((each) => ({ value: each, label: fieldWord(t, each) }))}
            value={field}
            onChange={(next) => {
              setField(next);
              setValue("");
            }}
          />
          <Value field={field} value={value} onChange={setValue} error={error} />
        </>
      ) : (
        <TagField
          label={t("customers.fields.tags")}
          autoFocus
          placeholder={t("customers.tagsHint")}
          value={tags}
          onChange={setTags}
          error={error}
        />
      )}
      {wrong && !error ? <ErrorNotice error={wrong} /> : null}
      <div className={styles.foot}>
        <p role="status" className={styles.preview}>
          {isWhole && !preview.data && !preview.error && t("customers.select.counting")}
          {isWhole && preview.data && (
            <>
              {t("customers.select.preview", {
                count: preview.data.changing,
                selected: formatNumber(preview.data.selected, language),
              })}{" "}
              {preview.data.changing < preview.data.selected &&
                t("customers.select.already", { count: preview.data.selected - preview.data.changing })}
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

interface ValueProps {
  field: BulkField;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}

const nothing = "-";

function Value({ field, value, onChange, error }: ValueProps) {
  const t = useT();
  const label = t("customers.select.value");
  if (fieldKinds[field] !== "choice") {
    return (
      <TextField
        label={label}
        description={t("customers.select.valueHint")}
        error={error}
        value={value}
        onChange={onChange}
      />
    );
  }
  const choices = choicesOf(field).map((choice) => ({ value: choice, label: valueWord(t, field, choice) }));
  const none = field === "channel" ? [{ value: nothing, label: t("customers.noChannel") }] : [];
  return (
    <Select
      label={label}
      error={error}
      options={[...none, ...choices]}
      value={value || (field === "channel" ? nothing : null)}
      onChange={(next) => onChange(next === nothing ? "" : next)}
    />
  );
}
