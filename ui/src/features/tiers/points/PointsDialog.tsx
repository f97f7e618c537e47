import { useState } from "react";
import { useAct } from "@/act";
import { useT } from "@/i18n";
import { points } from "@/ipc";
import { Button, Dialog, ErrorNotice, fieldProblem, NumberField, TextField } from "@/kit";
import type { CustomerId } from "../queries";
import styles from "../tiers.module.css";

interface Props {
  customer: CustomerId;
  kind: "spend" | "adjust";
  balance: number;
  onClose: () => void;
}

/** Uses points, or gives and takes them by hand with the reason. */
export function PointsDialog({ customer, kind, balance, onClose }: Props) {
  const t = useT();
  const [amount, setAmount] = useState(Number.NaN);
  const [note, setNote] = useState("");
  const { act, isPending, error } = useAct(
    (op, value: number) =>
      kind === "spend" ? points.spend(op, customer, value, note) : points.adjust(op, customer, value, note),
    () => t(kind === "spend" ? "tiers.points.spent" : "tiers.points.adjusted"),
  );
  const save = async () => {
    if (await act(Number.isNaN(amount) ? 0 : amount)) onClose();
  };
  const inField = ["points", "note"].some((field) => fieldProblem(t, error, field));
  return (
    <Dialog
      title={t(kind === "spend" ? "tiers.points.spend" : "tiers.points.adjust")}
      size="small"
      isOpen
      onOpenChange={(open) => !open && onClose()}
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <NumberField
          autoFocus
          label={t("tiers.points.points")}
          description={t(kind === "spend" ? "tiers.points.spendHint" : "tiers.points.adjustHint", {
            balance,
          })}
          value={amount}
          minValue={kind === "spend" ? 1 : undefined}
          onChange={setAmount}
          error={fieldProblem(t, error, "points")}
        />
        <TextField
          label={t(kind === "spend" ? "tiers.points.for" : "tiers.points.why")}
          optional={kind === "spend"}
          value={note}
          onChange={setNote}
          error={fieldProblem(t, error, "note")}
        />
        {error !== undefined && !inField && <ErrorNotice error={error} />}
        <div className={styles.actions}>
          <Button onPress={onClose}>{t("kit.cancel")}</Button>
          <Button type="submit" tone="primary" isPending={isPending}>
            {t(kind === "spend" ? "tiers.points.spend" : "tiers.points.adjust")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
