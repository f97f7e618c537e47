import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "@/i18n";
import { type CustomField, customers, undo, useWrite } from "@/ipc";
import { ErrorNotice, offerUndo, Skeleton } from "@/kit";
import { ownFields } from "../queries";
import { Section } from "../Section";
import styles from "./library.module.css";
import { NewOwnField } from "./NewOwnField";
import { OwnFieldRow } from "./OwnFieldRow";
import { type Loss, Removal } from "./Removal";

/** Fields that the shop makes for itself. All of them are saved together, in their order. */
export function OwnFields() {
  const t = useT();
  const { data: fields, error, refetch } = useQuery(ownFields());
  const [loss, setLoss] = useState<Loss>();
  const write = useWrite((op, changed: CustomField[]) => customers.saveCustomFields(op, changed));
  const save = async (changed: CustomField[], said = t("settings.own.saved")) => {
    const { op } = await write.mutateAsync(changed);
    offerUndo(t, said, () => undo(op));
  };
  const known = fields ?? [];
  return (
    <Section title={t("settings.own.title")} text={t("settings.own.text")}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!fields && !error && <Skeleton lines={3} />}
      {fields?.length === 0 && <p className={styles.none}>{t("settings.own.none")}</p>}
      <ul className={styles.fields}>
        {known.map((field, at) => (
          <OwnFieldRow key={field.id} field={field} at={at} fields={known} onSave={save} onLoss={setLoss} />
        ))}
      </ul>
      {fields && <NewOwnField onSave={(field) => save([...known, field])} />}
      {loss && <Removal loss={loss} onClose={() => setLoss(undefined)} />}
    </Section>
  );
}
