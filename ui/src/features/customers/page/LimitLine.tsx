import { useQuery } from "@tanstack/react-query";
import { BellOff, Pencil } from "lucide-react";
import { useState } from "react";
import { useLanguage, useT } from "@/i18n";
import { Button, IconButton, useShopTime } from "@/kit";
import { type CustomerId, limitOf } from "../queries";
import { LimitForm } from "./LimitForm";
import { isLimited, limitWords } from "./limit";
import styles from "./page.module.css";

/** How often this customer may be contacted, where that is another than for all. */
export function LimitLine({ customer }: { customer: CustomerId }) {
  const t = useT();
  const language = useLanguage();
  const { today } = useShopTime();
  const [editing, setEditing] = useState(false);
  const { data: limit } = useQuery(limitOf(customer));
  if (!limit) return null;
  if (editing) return <LimitForm customer={customer} saved={limit} onClose={() => setEditing(false)} />;
  const isOn = isLimited(limit, today);
  if (!isOn) {
    return (
      <div>
        <Button
          size="small"
          tone="quiet"
          icon={<BellOff aria-hidden="true" />}
          onPress={() => setEditing(true)}
        >
          {t("customers.limit.title")}
        </Button>
      </div>
    );
  }
  return (
    <p className={styles.limit}>
      <BellOff aria-hidden="true" />
      <span>
        {limitWords(t, language, today, limit)}
        {limit.note && <span className={styles.muted}> · {limit.note}</span>}
      </span>
      <IconButton
        size="small"
        label={t("customers.limit.edit")}
        icon={<Pencil />}
        onPress={() => setEditing(true)}
      />
    </p>
  );
}
