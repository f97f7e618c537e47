import { useT } from "@/i18n";
import { followups, type Rule } from "@/ipc";
import { ErrorNotice, fieldProblem, Sentence, Switch, TimeField } from "@/kit";
import { ruleSlots } from "./ruleSlots";
import { SaveBar } from "./SaveBar";
import styles from "./settings.module.css";
import { useEdit } from "./useEdit";
import { useSave } from "./useSave";

/** A rule as a sentence. On and off holds at once; what it says is saved when it is read through. */
export function RuleRow({ saved }: { saved: Rule }) {
  const t = useT();
  const edit = useEdit(saved);
  const { save, isPending, error, otherError, reset } = useSave(
    (op, rule: Rule) => followups.saveRule(op, rule),
    t("settings.ruleSaved"),
    edit.drop,
    ["minute", "everyDays", "daysAhead", "contact", "stage"],
  );
  const rule = edit.value;
  const { spec } = rule;
  const slots = ruleSlots({ t, spec, error, onChange: (changed) => edit.change({ spec: changed }) });
  const time = (
    <TimeField
      label={t("settings.slot.time")}
      hideLabel
      value={rule.minute}
      onChange={(minute) => edit.change({ minute })}
      error={fieldProblem(t, error, "minute")}
    />
  );
  return (
    <li className={styles.rule} data-off={!saved.enabled || undefined}>
      <Switch
        aria-label={t("settings.ruleOn")}
        isSelected={saved.enabled}
        isDisabled={isPending}
        onChange={(enabled) => void save({ ...saved, enabled })}
      />
      <div>
        <Sentence
          className={styles.sentence}
          text={`settings.rule.${spec.kind}`}
          slots={{ ...slots, time }}
        />
        <p className={styles.text}>{t(`settings.ruleNote.${spec.kind}`)}</p>
        {otherError !== undefined && <ErrorNotice error={otherError} />}
        <SaveBar
          isDirty={edit.isDirty}
          isPending={isPending}
          onSave={() => void save(rule)}
          onDrop={() => {
            edit.drop();
            reset();
          }}
        />
      </div>
    </li>
  );
}
