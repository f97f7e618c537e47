import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useT } from "@/i18n";
import { IconButton } from "@/kit";
import styles from "../page/facts.module.css";

interface Props {
  label: string;
  children: ReactNode;
  onRemove?: () => void;
}

/** One line of the portrait whose value is no plain text. */
export function Fact({ label, children, onRemove }: Props) {
  const t = useT();
  return (
    <div className={styles.fact}>
      <span aria-hidden="true" className={styles.label}>
        {label}
      </span>
      <div className={styles.value} data-quiet="true">
        {onRemove ? (
          <div className={styles.line}>
            <div className={styles.grow}>{children}</div>
            <span className={styles.remove}>
              <IconButton
                size="small"
                label={t("customers.removeNamed", { name: label })}
                icon={<X />}
                onPress={onRemove}
              />
            </span>
          </div>
        ) : (
          children
        )}
      </div>
    </div>
  );
}
