import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAct } from "@/act";
import { useT } from "@/i18n";
import { vouchers } from "@/ipc";
import { AmountField, Button, ErrorNotice, Sentence } from "@/kit";
import { voucherLimit } from "../queries";
import styles from "../tiers.module.css";

/** What a member of staff may issue alone; without an amount there is no limit. */
export function LimitForm() {
  const { data, isSuccess } = useQuery(voucherLimit());
  return isSuccess ? <Form key={String(data)} saved={data} /> : null;
}

function Form({ saved }: { saved: number | null }) {
  const t = useT();
  const [limit, setLimit] = useState(saved);
  const { act, isPending, error } = useAct(
    (op) => vouchers.setLimit(op, limit),
    () => t("tiers.limit.saved"),
  );
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void act(undefined);
      }}
    >
      <Sentence
        text="tiers.limit.sentence"
        slots={{
          amount: (
            <span className={styles.number}>
              <AmountField label={t("tiers.limit.amount")} hideLabel fen={limit} onChange={setLimit} />
            </span>
          ),
        }}
      />
      <p className={styles.muted}>{t("tiers.limit.hint")}</p>
      {error !== undefined && <ErrorNotice error={error} />}
      {limit !== saved && (
        <div className={styles.actions}>
          <Button type="submit" tone="primary" isPending={isPending}>
            {t("settings.save")}
          </Button>
        </div>
      )}
    </form>
  );
}
