import { useState } from "react";
import { useAct } from "@/act";
import { useT } from "@/i18n";
import { type FollowUpView, followups } from "@/ipc";
import { Button, ErrorNotice, fieldProblem, TextField } from "@/kit";
import styles from "./page.module.css";

/** A follow-up goes without a contact, and whoever looks later finds why. */
export function DropForm({ followUp, onClose }: { followUp: FollowUpView; onClose: () => void }) {
  const t = useT();
  const [why, setWhy] = useState("");
  const { act, error, isPending } = useAct(
    (op, note: string) => followups.cancel(op, followUp.id, note),
    () => t("customers.followUps.cancelled"),
  );
  const noteProblem = fieldProblem(t, error, "note");
  return (
    <form
      className={styles.plan}
      onSubmit={(event) => {
        event.preventDefault();
        void act(why).then((written) => written && onClose());
      }}
    >
      <div className={styles.dropWhy}>
        <TextField
          label={t("customers.followUps.why")}
          description={followUp.repeats ? t("customers.followUps.onlyThis") : undefined}
          placeholder={t("customers.followUps.whyHint")}
          value={why}
          onChange={setWhy}
          error={noteProblem}
          autoFocus
        />
      </div>
      {error !== undefined && !noteProblem && <ErrorNotice error={error} />}
      <div className={styles.planActions}>
        <Button onPress={onClose}>{t("kit.cancel")}</Button>
        <Button type="submit" tone="primary" isPending={isPending}>
          {t("customers.followUps.dropIt")}
        </Button>
      </div>
    </form>
  );
}
