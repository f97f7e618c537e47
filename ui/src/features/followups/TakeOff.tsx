import { useState } from "react";
import { useT } from "@/i18n";
import { ErrorNotice, fieldProblem, TextField } from "@/kit";
import { InlinePanel } from "./InlinePanel";

/** Takes a row off without a contact; why is worth a word, but nobody has to. */
export function TakeOff({
  onTakeOff,
  onClose,
}: {
  onTakeOff: (note: string) => Promise<void>;
  onClose: () => void;
}) {
  const t = useT();
  const [note, setNote] = useState("");
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>();
  const noteProblem = fieldProblem(t, error, "note");

  async function save() {
    if (saving) return;
    setSaving(true);
    try {
      await onTakeOff(note);
      onClose();
    } catch (thrown) {
      setError(thrown);
      setSaving(false);
    }
  }

  return (
    <InlinePanel
      label={t("followups.takeOff")}
      action={t("followups.takeOffSave")}
      isPending={saving}
      onAction={() => void save()}
      onClose={onClose}
    >
      <TextField
        label={t("followups.takeOffNote")}
        value={note}
        onChange={setNote}
        error={noteProblem}
        autoFocus
      />
      {error !== undefined && !noteProblem && <ErrorNotice error={error} />}
    </InlinePanel>
  );
}
