import { useNavigate } from "@tanstack/react-router";
import { useT } from "@/i18n";
import { Dialog } from "@/kit";
import { ChooseCustomer } from "@/people";
import type { CustomerId } from "../queries";
import styles from "./merge.module.css";

interface Props {
  customer: CustomerId;
  name: string;
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Who else this customer is: found by name, initials or digits, then compared side by side. */
export function MergeWith({ customer, name, isOpen, onOpenChange }: Props) {
  const t = useT();
  const navigate = useNavigate();
  return (
    <Dialog title={t("customers.merge.with")} isOpen={isOpen} onOpenChange={onOpenChange}>
      {(close) => (
        <div className={styles.with}>
          <p>{t("customers.merge.withWhat", { name })}</p>
          <ChooseCustomer
            autoFocus
            label={t("customers.merge.other")}
            placeholder={t("customers.searchHint")}
            isFit={(row) => row.id !== customer}
            onChoose={(row) => {
              close();
              const search = { ids: `${customer},${row.id}`, back: "customer" } as const;
              void navigate({ to: "/customers/merge", search });
            }}
          />
        </div>
      )}
    </Dialog>
  );
}
