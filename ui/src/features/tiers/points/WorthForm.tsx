import { useState } from "react";
import { useAct } from "@/act";
import { useT } from "@/i18n";
import { points, type Worth } from "@/ipc";
import { AmountField, Button, ErrorNotice, fieldProblem, NumberField, Sentence } from "@/kit";
import styles from "../tiers.module.css";

/** So many points are worth so much. */
export function WorthForm({ saved }: { saved: Worth }) {
  const t = useT();
  const [worth, setWorth] = useState(saved);
  const save = useAct(
    (op, value: Worth) => points.saveWorth(op, value),
    () => t("tiers.worth.saved"),
  );
  const inField = ["points", "fen"].some((field) => fieldProblem(t, save.error, field));
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save.act(worth);
      }}
    >
      <Sentence
        text="tiers.worth.sentence"
        slots={{
          points: (
            <span className={styles.number}>
              <NumberField
                label={t("tiers.points.points")}
                hideLabel
                value={worth.points}
                minValue={1}
                onChange={(count) => setWorth({ ...worth, points: count || 0 })}
                error={fieldProblem(t, save.error, "points")}
              />
            </span>
          ),
          amount: (
            <span className={styles.number}>
              <AmountField
                label={t("tiers.worth.amount")}
                hideLabel
                fen={worth.fen}
                onChange={(fen) => setWorth({ ...worth, fen: fen ?? 0 })}
                error={fieldProblem(t, save.error, "fen")}
              />
            </span>
          ),
        }}
      />
      {save.error !== undefined && !inField && <ErrorNotice error={save.error} />}
      {JSON.stringify(worth) !== JSON.stringify(saved) && (
        <div className={styles.actions}>
          <Button type="submit" tone="primary" isPending={save.isPending}>
            {t("settings.save")}
          </Button>
        </div>
      )}
    </form>
  );
}
