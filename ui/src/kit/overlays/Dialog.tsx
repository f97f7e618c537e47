import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useT } from "@/i18n";
import { IconButton } from "../actions/IconButton";
import { ShortcutLayer } from "../keys/Shortcuts";
import styles from "./overlays.module.css";

export interface DialogProps {
  title: ReactNode;
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
  size?: "small" | "regular" | "large";
  /** `alertdialog` for a question that must be answered; it does not close on a click beside it. */
  role?: "dialog" | "alertdialog";
  /** Buttons, the way out first. */
  footer?: ReactNode | ((close: () => void) => ReactNode);
  children: ReactNode | ((close: () => void) => ReactNode);
}

export function Dialog({
  title,
  isOpen,
  onOpenChange,
  size = "regular",
  role = "dialog",
  footer,
  children,
}: DialogProps) {
  const t = useT();
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable={role === "dialog"}
      className={styles.backdrop}
    >
      <Modal data-size={size} className={styles.modal}>
        <AriaDialog role={role} className={styles.dialog}>
          {({ close }) => (
            <ShortcutLayer>
              <div className={styles.head}>
                <Heading slot="title" level={2}>
                  {title}
                </Heading>
                <IconButton label={t("kit.close")} icon={<X />} keys="escape" onPress={close} />
              </div>
              <div className={styles.body}>{typeof children === "function" ? children(close) : children}</div>
              {footer && (
                <div className={styles.foot}>{typeof footer === "function" ? footer(close) : footer}</div>
              )}
            </ShortcutLayer>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
