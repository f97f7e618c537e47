import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "@/i18n";
import type { FollowUpView } from "@/ipc";
import { fieldProblem, problemWords } from "@/kit";
import { staff } from "./queries";
import { RowQuestion } from "./RowQuestion";
import type { TodayWrites } from "./useTodayWrites";

/** As many as there are number keys, less the one that gives it back. */
const mostNames = 8;

/** Who makes this contact: one of those who look after customers, anybody else by name, or nobody in particular. */
export function AssignPanel({
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
  const { data: known = [] } = useQuery(staff());
  const typed = text.trim().toLowerCase();
  const names = known.map(({ word }) => word).filter((name) => name !== row.assignee);
  // A number names a place in the whole list, so that list then stays as it is.
  const fitting = /^\d?$/.test(typed) ? names : names.filter((name) => name.toLowerCase().includes(typed));
  const offers = fitting.slice(0, mostNames).map((name) => ({ id: name, label: name }));
  const nobody = { id: "", label: t("followups.assignNobody") };
  const only = fitting.length === 1 ? fitting[0] : undefined;
  const to = names.find((name) => name.toLowerCase() === typed) ?? only ?? text.trim();

  async function assign(name: string) {
    setSaving(true);
    try {
      await writes.assign(row, name);
      onClose();
    } catch (thrown) {
      setError(thrown);
      setSaving(false);
    }
  }

  return (
    <RowQuestion
      label={t("followups.assignLabel")}
      placeholder={t("followups.assignHint")}
      offers={row.assignee ? [...offers, nobody] : offers}
      text={text}
      onText={(words) => {
        setError(undefined);
        setText(words);
      }}
      meaning={typed && t("followups.assignTo", { to })}
      error={error === undefined ? undefined : (fieldProblem(t, error, "to") ?? problemWords(t, error).text)}
      action={t("followups.assign")}
      isPending={saving}
      onOffer={({ id }) => void assign(id)}
      onWords={() => void assign(to)}
      onClose={onClose}
    />
  );
}
