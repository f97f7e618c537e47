import { useState } from "react";
import { useT } from "@/i18n";
import type { FollowUpView } from "@/ipc";
import { fieldProblem, problemWords } from "@/kit";
import { RowQuestion } from "./RowQuestion";
import type { TodayWrites } from "./useTodayWrites";

const usual = ["justSpoke", "notNow", "notFitting", "wrongNumber", "refuses"] as const;

/** Takes a row off without a contact. Why is asked: a report that shows what was skipped is worth nothing without. */
export function SkipPanel({
  row,
  writes,
  onClose,
}: {
  row: FollowUpView;
  writes: TodayWrites;
  onClose: () => void;
}) {
  const t = useT();
  const [text, setText] = useState("");
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>();

  async function skip(note: string) {
    setSaving(true);
    try {
      await writes.skip(row, note);
      onClose();
    } catch (thrown) {
      setError(thrown);
      setSaving(false);
    }
  }

  return (
    <RowQuestion
      label={t("followups.skipLabel")}
      placeholder={t("followups.skipHint")}
      offers={usual.map((why) => ({ id: why, label: t(`followups.skipWhy.${why}`) }))}
      text={text}
      onText={(words) => {
        setError(undefined);
        setText(words);
      }}
      error={
        error === undefined ? undefined : (fieldProblem(t, error, "note") ?? problemWords(t, error).text)
      }
      action={t("followups.takeOff")}
      isPending={saving}
      onOffer={({ label }) => void skip(label)}
      onWords={() => void skip(text)}
      onClose={onClose}
    />
  );
}
