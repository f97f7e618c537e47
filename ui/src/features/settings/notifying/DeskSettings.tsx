import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "@/i18n";
import { type Desk, notifying } from "@/ipc";
import { ErrorNotice, fieldProblem, isComposing, Offers, RadioGroup, TextField } from "@/kit";
import { owners } from "../queries";
import { SaveBar } from "../SaveBar";
import { Section } from "../Section";
import styles from "../settings.module.css";
import { useEdit } from "../useEdit";

/** Whose follow-ups are told on this PC. */
export function DeskSettings({ saved }: { saved: Desk }) {
  const t = useT();
  const [isChoosing, choose] = useState(false);
  const edit = useEdit({ onlyOf: saved.onlyOf ?? "" });
  const { onlyOf } = edit.value;
  const { data: known } = useQuery(owners(edit.isDirty ? onlyOf : ""));
  const save = useMutation({
    mutationFn: (desk: Desk) => notifying.setDesk(desk),
    onSuccess: edit.drop,
  });
  const mine = isChoosing || saved.onlyOf !== null;
  const problem = fieldProblem(t, save.error, "onlyOf");
  const drop = () => {
    edit.drop();
    save.reset();
  };
  return (
    <Section title={t("settings.notifying.whose")} text={t("settings.notifying.whoseText")}>
      <RadioGroup
        label={t("settings.notifying.whose")}
        hideLabel
        choices={[
          { value: "all", label: t("settings.notifying.everybodys") },
          { value: "mine", label: t("settings.notifying.mine") },
        ]}
        value={mine ? "mine" : "all"}
        onChange={(value) => {
          choose(value === "mine");
          if (value === "all") {
            drop();
            if (saved.onlyOf !== null) save.mutate({ onlyOf: null });
          }
        }}
      />
      {mine && (
        <div className={styles.narrow}>
          <TextField
            label={t("settings.notifying.name")}
            value={onlyOf}
            onChange={(name) => edit.change({ onlyOf: name })}
            error={problem}
            onKeyDown={(event) => {
              if (isComposing(event)) return;
              if (event.key === "Enter" && edit.isDirty) save.mutate({ onlyOf });
              if (event.key === "Escape") drop();
            }}
          />
          {(onlyOf === "" || edit.isDirty) && (
            <Offers
              offers={(known ?? []).map(({ word }) => ({ word })).filter(({ word }) => word !== onlyOf)}
              onTake={(word) => save.mutate({ onlyOf: word })}
            />
          )}
        </div>
      )}
      <SaveBar
        isDirty={edit.isDirty}
        isPending={save.isPending}
        onSave={() => save.mutate({ onlyOf })}
        onDrop={drop}
      />
      {save.error !== null && !problem && <ErrorNotice error={save.error} />}
    </Section>
  );
}
