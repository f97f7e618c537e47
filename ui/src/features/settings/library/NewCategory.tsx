import { type KeyboardEvent, useState } from "react";
import { useT } from "@/i18n";
import { newId, type Preference } from "@/ipc";
import { Button, ErrorNotice, fieldProblem, isComposing, TextField } from "@/kit";
import styles from "./library.module.css";

const nothing = { category: "", value: "" };

/** A category exists by its first value, so both are asked for together. */
export function NewCategory({ onSave }: { onSave: (preference: Preference) => Promise<unknown> }) {
  const t = useT();
  const [typed, setTyped] = useState(nothing);
  const [error, setError] = useState<unknown>();
  const [isSaving, setSaving] = useState(false);

  async function save() {
    if (isSaving) return;
    setSaving(true);
    setError(undefined);
    try {
      await onSave({ id: newId<"PreferenceId">(), ...typed });
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

  const text = (name: keyof typeof nothing, label: string, placeholder: string) => (
    <TextField
      label={label}
      placeholder={placeholder}
      value={typed[name]}
      onChange={(value) => setTyped({ ...typed, [name]: value })}
      onKeyDown={onKeyDown}
      error={fieldProblem(t, error, name)}
      autoComplete="off"
    />
  );
  const hasPlace = (["category", "value"] as const).some((field) => fieldProblem(t, error, field));
  return (
    <div className={styles.form}>
      {text("category", t("settings.library.newCategory"), t("settings.library.categoryHint"))}
      {text("value", t("settings.library.value"), t("settings.library.valueHint"))}
      <Button isPending={isSaving} onPress={() => void save()}>
        {t("settings.library.add")}
      </Button>
      {error !== undefined && !hasPlace && <ErrorNotice error={error} />}
    </div>
  );
}
