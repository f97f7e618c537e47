import { useQuery } from "@tanstack/react-query";
import { UserRoundPlus, X } from "lucide-react";
import { useState } from "react";
import { useT } from "@/i18n";
import type { Id } from "@/ipc";
import { Button, fieldProblem, IconButton, TextField } from "@/kit";
import { ChooseCustomer } from "@/people";
import { cardOf } from "../queries";
import styles from "./intake.module.css";

export type Found =
  | { kind: "known"; id: Id<"CustomerId">; name?: string }
  | { kind: "new"; name: string; phone: string };

interface Props {
  value: Found | null;
  onChange: (found: Found | null) => void;
  /** Nobody was named yet, and it was to be saved. */
  lacks: boolean;
  error: unknown;
}

/** Whose complaint it is: somebody known by name, initials or digits, or somebody new. */
export function Whose({ value, onChange, lacks, error }: Props) {
  const t = useT();
  const [isNew, setNew] = useState(false);
  const known = value?.kind === "known" ? value.id : null;
  const { data: card } = useQuery({ ...cardOf(known), enabled: known !== null });
  if (value?.kind === "known") {
    return (
      <p className={styles.whose}>
        <span>{t("complaints.customer")}</span>
        <strong>{value.name ?? card?.row.name ?? "…"}</strong>
        <IconButton
          size="small"
          label={t("complaints.anotherCustomer")}
          icon={<X />}
          onPress={() => onChange(null)}
        />
      </p>
    );
  }
  if (isNew) {
    const draft = value ?? { kind: "new" as const, name: "", phone: "" };
    return (
      <div className={styles.new}>
        <TextField
          autoFocus
          label={t("complaints.newName")}
          value={draft.name}
          onChange={(text) => onChange({ ...draft, name: text })}
          error={fieldProblem(t, error, "name")}
        />
        <TextField
          label={t("complaints.newPhone")}
          value={draft.phone}
          onChange={(text) => onChange({ ...draft, phone: text })}
          error={fieldProblem(t, error, "phone")}
        />
        <Button
          size="small"
          tone="quiet"
          onPress={() => {
            setNew(false);
            onChange(null);
          }}
        >
          {t("complaints.knownCustomer")}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.choose}>
      <ChooseCustomer
        autoFocus
        label={t("complaints.customer")}
        placeholder={t("complaints.customerPlaceholder")}
        isFit={() => true}
        onChoose={(row) => onChange({ kind: "known", id: row.id, name: row.name })}
        {...(lacks ? { error: t("complaints.whoseFirst") } : {})}
      />
      <Button
        size="small"
        tone="quiet"
        icon={<UserRoundPlus aria-hidden="true" />}
        onPress={() => setNew(true)}
      >
        {t("complaints.newCustomer")}
      </Button>
    </div>
  );
}
