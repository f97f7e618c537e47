import { useState } from "react";
import { useAct } from "@/act";
import { NextChoice } from "@/contact";
import { useT } from "@/i18n";
import { followups, type Next } from "@/ipc";
import { Button, ErrorNotice } from "@/kit";
import type { CustomerId } from "../queries";
import styles from "./page.module.css";

/** Sets the next contact by hand. */
export function PlanForm({ customer, onClose }: { customer: CustomerId; onClose: () => void }) {
  const t = useT();
  const [next, setNext] = useState<Next>();
  const { act, error } = useAct(
    (op, { due, note }: { due: number; note: string }) => followups.set(op, customer, due, note, null),
    () => t("customers.followUps.planned"),
  );

  async function save() {
    if (next?.kind === "at" && (await act(next))) onClose();
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
      {error !== undefined && <ErrorNotice error={error} />}
      <div className={styles.planActions}>
        <Button onPress={onClose}>{t("kit.cancel")}</Button>
        <Button type="submit" tone="primary" isDisabled={next?.kind !== "at"}>
          {t("customers.followUps.set")}
        </Button>
      </div>
    </form>
  );
}
