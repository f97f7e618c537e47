import { useState } from "react";
import { useAct } from "@/act";
import { useT } from "@/i18n";
import { vouchers } from "@/ipc";
import { Button, Dialog, ErrorNotice, fieldProblem, TextField } from "@/kit";
import styles from "../tiers.module.css";

/** Makes a voucher void, with the reason. */
export function VoidDialog({ code, onClose }: { code: string; onClose: () => void }) {
  const t = useT();
  const [note, setNote] = useState("");
  const { act, isPending, error } = useAct(
    (op) => vouchers.void(op, code, "", note),
    () => t("tiers.vouchers.voided"),
  );
  const problem = fieldProblem(t, error, "note");
  return (
    <Dialog title={t("tiers.vouchers.void")} size="small" isOpen onOpenChange={(open) => !open && onClose()}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void act(undefined).then((done) => done && onClose());
        }}
      >
        <p className={styles.code}>{code}</p>
        <TextField autoFocus label={t("tiers.points.why")} value={note} onChange={setNote} error={problem} />
        {error !== undefined && !problem && <ErrorNotice error={error} />}
        <div className={styles.actions}>
          <Button onPress={onClose}>{t("kit.cancel")}</Button>
          <Button type="submit" tone="primary" isPending={isPending}>
            {t("tiers.vouchers.void")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
