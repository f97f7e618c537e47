import { useMutation } from "@tanstack/react-query";
import { isWorded, useT } from "@/i18n";
import { gate, type LockRules } from "@/ipc";
import { ErrorNotice, NumberField, problemOf, Switch, toast } from "@/kit";
import { SaveBar } from "../SaveBar";
import { useEdit } from "../useEdit";
import styles from "./security.module.css";

/** Offered to who has no time yet. */
const usualMinutes = 15;

/** When this PC shuts the shop by itself, and what reminders say meanwhile. */
export function LockForm({ saved, mayChange }: { saved: LockRules; mayChange: boolean }) {
  const t = useT();
  const edit = useEdit(saved);
  const { afterMinutes, tellHowMany } = edit.value;
  const save = useMutation({
    mutationFn: gate.setLockRules,
    onSuccess: () => {
      edit.drop();
      toast({ text: t("settings.security.lockSaved"), tone: "good" });
    },
  });
  const problem = save.error === null ? undefined : problemOf(save.error);
  const words = `settings.security.problem.${problem?.field}.${problem?.code}`;
  const beside = isWorded(words) ? t(words) : undefined;
  return (
    <div className={styles.form}>
      <Switch
        isDisabled={!mayChange}
        isSelected={afterMinutes !== null}
        onChange={(on) => edit.change({ afterMinutes: on ? (saved.afterMinutes ?? usualMinutes) : null })}
      >
        {t("settings.security.lockAfter")}
      </Switch>
      {afterMinutes !== null && (
        <div className={styles.minutes}>
          <NumberField
            isDisabled={!mayChange}
            label={t("settings.security.lockMinutes")}
            minValue={0}
            value={afterMinutes}
            onChange={(minutes) => edit.change({ afterMinutes: minutes || 0 })}
            error={beside}
          />
        </div>
      )}
      <div>
        <Switch
          isDisabled={!mayChange}
          isSelected={tellHowMany}
          onChange={(on) => edit.change({ tellHowMany: on })}
        >
          {t("settings.security.lockTell")}
        </Switch>
        <p className={styles.text}>{t("settings.security.lockTellHint")}</p>
      </div>
      {problem && !beside && <ErrorNotice error={save.error} />}
      <SaveBar
        isDirty={edit.isDirty}
        isPending={save.isPending}
        onSave={() => save.mutate(edit.value)}
        onDrop={() => {
          edit.drop();
          save.reset();
        }}
      />
    </div>
  );
}
