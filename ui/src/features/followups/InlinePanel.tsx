import type { ReactNode } from "react";
import { useT } from "@/i18n";
import { Button, isComposing } from "@/kit";
import styles from "./followups.module.css";

interface Props {
  label: string;
  action: string;
  isPending?: boolean;
  isDisabled?: boolean;
  onAction: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** One question inside the row: Enter answers it, Esc takes it back. */
export function InlinePanel({ label, action, isPending, isDisabled, onAction, onClose, children }: Props) {
  const t = useT();
  return (
    <section
      aria-label={label}
      className={styles.panel}
      onKeyDown={(event) => {
        if (isComposing(event) || event.defaultPrevented) return;
        const inField = event.target instanceof Element && event.target.matches("input, [role=spinbutton]");
        if (event.key === "Escape") onClose();
        else if (event.key === "Enter" && inField && !isDisabled) onAction();
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      {children}
      <div className={styles.panelActions}>
        <Button onPress={onClose}>{t("kit.cancel")}</Button>
        <Button tone="primary" isPending={isPending} isDisabled={isDisabled} onPress={onAction}>
          {action}
        </Button>
      </div>
    </section>
  );
}
