import { useState } from "react";
import { useAct } from "@/act";
import { useT } from "@/i18n";
import { type Redeemed, vouchers } from "@/ipc";
import { AmountField, Button, Dialog, ErrorNotice, fieldProblem, Money, TextField } from "@/kit";
import type { CustomerId } from "../queries";
import styles from "../tiers.module.css";
import { givesWords } from "./words";

interface Props {
  customer: CustomerId | null;
  code: string;
  onClose: () => void;
}

/** Takes a voucher in by its code, typed or scanned. */
export function RedeemDialog({ customer, code: start, onClose }: Props) {
  const t = useT();
  const [code, setCode] = useState(start);
  const [fen, setFen] = useState<number | null>(null);
  const [taken, setTaken] = useState<Redeemed>();
  const { act, isPending, error, forget } = useAct(
    (op) => vouchers.redeem(op, { code, customer, purchase: null, amountFen: fen, by: "" }),
    () => t("tiers.vouchers.redeemed"),
  );
  const problem = fieldProblem(t, error, "amountFen");
  return (
    <Dialog
      title={t("tiers.vouchers.redeem")}
      size="small"
      isOpen
      onOpenChange={(open) => !open && onClose()}
    >
      {taken ? (
        <div className={styles.form} role="status">
          <p>
            <strong>{taken.voucher.draft.name}</strong> · {givesWords(t, taken.voucher.draft)}
          </p>
          {taken.takesOffFen !== null && (
            <p className={styles.figure}>
              {t("tiers.vouchers.takesOff")}{" "}
              <strong>
                <Money fen={taken.takesOffFen} />
              </strong>
            </p>
          )}
          <div className={styles.actions}>
            <Button autoFocus tone="primary" onPress={onClose}>
              {t("kit.close")}
            </Button>
          </div>
        </div>
      ) : (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            void act(undefined).then((written) => {
              // Sent twice over a bad connection, it happened and its answer is lost.
              if (written?.answer) setTaken(written.answer);
              else if (written) onClose();
            });
          }}
        >
          <TextField
            autoFocus={start === ""}
            label={t("tiers.vouchers.code")}
            autoComplete="off"
            value={code}
            onChange={(typed) => {
              setCode(typed);
              forget();
            }}
          />
          <AmountField
            autoFocus={start !== ""}
            label={t("tiers.vouchers.amount")}
            optional
            description={t("tiers.vouchers.amountHint")}
            fen={fen}
            onChange={setFen}
            error={problem}
          />
          {error !== undefined && !problem && <ErrorNotice error={error} />}
          <div className={styles.actions}>
            <Button onPress={onClose}>{t("kit.cancel")}</Button>
            <Button type="submit" tone="primary" isPending={isPending}>
              {t("tiers.vouchers.redeem")}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
