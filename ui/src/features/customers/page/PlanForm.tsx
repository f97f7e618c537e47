import { useState } from "react";
import { useAct } from "@/act";
import { NextChoice } from "@/contact";
import { RecurrenceField } from "@/dates";
import { useT } from "@/i18n";
import { followups, type Next } from "@/ipc";
import { Button, ErrorNotice, fieldProblem, Switch } from "@/kit";
import type { CustomerId } from "../queries";
import styles from "./page.module.css";

interface Plan {
  due: number;
  note: string;
  repeats: string | null;
}

/** Sets the next contact by hand, once or coming again. */
export function PlanForm({ customer, onClose }: { customer: CustomerId; onClose: () => void }) {
  const t = useT();
  const [next, setNext] = useState<Next>();
  const [repeats, setRepeats] = useState<string | null>(null);
  const { act, error } = useAct(
    (op, plan: Plan) => followups.set(op, customer, plan.due, plan.note, plan.repeats),
    () => t("customers.followUps.planned"),
  );
  const repeatProblem = fieldProblem(t, error, "recurrence");

  async function save() {
    if (next?.kind === "at" && (await act({ due: next.due, note: next.note, repeats }))) onClose();
  }

  return (
    <form
      className={styles.plan}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <NextChoice value={next} onChange={setNext} onlyMoments />
      <div className={styles.planRepeat}>
        <Switch
          isSelected={repeats !== null}
          onChange={(on) => setRepeats(on ? "FREQ=MONTHLY;BYMONTHDAY=1" : null)}
        >
          {t("customers.followUps.repeat")}
        </Switch>
        {repeats !== null && <RecurrenceField value={repeats} onChange={setRepeats} error={repeatProblem} />}
      </div>
      {error !== undefined && !repeatProblem && <ErrorNotice error={error} />}
      <div className={styles.planActions}>
        <Button onPress={onClose}>{t("kit.cancel")}</Button>
        <Button type="submit" tone="primary" isDisabled={next?.kind !== "at"}>
          {t("customers.followUps.set")}
        </Button>
      </div>
    </form>
  );
}
