import { type KeyboardEvent, useState } from "react";
import { useT } from "@/i18n";
import { type CustomField, type CustomKind, newId } from "@/ipc";
import { Button, ErrorNotice, fieldProblem, isComposing, Select, TagField, TextField } from "@/kit";
import styles from "./library.module.css";

const kinds: readonly CustomKind[] = ["text", "number", "date", "choice", "yesNo", "money"];
const nothing = { name: "", kind: "text" as CustomKind, choices: [] as string[] };

/** A field yet to be: what it is called, what it holds, and of a choice what may be chosen. */
export function NewOwnField({ onSave }: { onSave: (field: CustomField) => Promise<unknown> }) {
  const t = useT();
  const [typed, setTyped] = useState(nothing);
  const [error, setError] = useState<unknown>();
  const [isSaving, setSaving] = useState(false);
  const { name, kind, choices } = typed;

  async function save() {
    if (isSaving) return;
    setSaving(true);
    setError(undefined);
    const numbered = choices.map((text, at) => ({ number: at + 1, text }));
    try {
      await onSave({ id: newId<"FieldId">(), name, kind, choices: kind === "choice" ? numbered : [] });
      setTyped(nothing);
    } catch (thrown) {
      setError(thrown);
    }
    setSaving(false);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event) || event.key !== "Enter") return;
    event.preventDefault();
    void save();
  }

  const problems = {
    name: fieldProblem(t, error, "name", "ownField"),
    choices: fieldProblem(t, error, "choices"),
  };
  return (
    <div className={styles.form}>
      <TextField
        label={t("settings.own.name")}
        placeholder={t("settings.own.nameHint")}
        value={name}
        onChange={(text) => setTyped({ ...typed, name: text })}
        onKeyDown={onKeyDown}
        error={problems.name}
        autoComplete="off"
      />
      <Select<CustomKind>
        label={t("settings.own.kind")}
        options={kinds.map((value) => ({ value, label: t(`settings.own.kinds.${value}`) }))}
        value={kind}
        onChange={(value) => setTyped({ ...typed, kind: value })}
      />
      {kind === "choice" && (
        <TagField
          label={t("settings.own.choices")}
          placeholder={t("settings.own.choicesHint")}
          value={choices}
          onChange={(value) => setTyped({ ...typed, choices: value })}
          error={problems.choices}
        />
      )}
      <Button isPending={isSaving} onPress={() => void save()}>
        {t("settings.own.add")}
      </Button>
      {error !== undefined && !problems.name && !problems.choices && <ErrorNotice error={error} />}
    </div>
  );
}
