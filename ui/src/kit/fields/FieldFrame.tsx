import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { FieldError, Label, Text } from "react-aria-components";
import { useT } from "@/i18n";
import styles from "./fields.module.css";

/** What every field has in common. `error` is the sentence to show; a field with one is marked invalid. */
export interface FieldWords {
  label: ReactNode;
  /** Keeps the label for screen readers alone. */
  hideLabel?: boolean;
  description?: ReactNode;
  error?: ReactNode;
  /** Says "optional" beside the label. */
  optional?: boolean;
}

export function FieldFrame({
  label,
  hideLabel,
  description,
  error,
  optional,
  children,
}: FieldWords & { children: ReactNode }) {
  const t = useT();
  return (
    <>
      <Label className={hideLabel ? "visually-hidden" : styles.label}>
        {label}
        {optional && <span className={styles.optional}>{t("kit.optional")}</span>}
      </Label>
      {children}
      {description && !error && (
        <Text slot="description" className={styles.description}>
          {description}
        </Text>
      )}
      <FieldError className={styles.error}>
        {error && (
          <>
            <CircleAlert aria-hidden="true" />
            {error}
          </>
        )}
      </FieldError>
    </>
  );
}
