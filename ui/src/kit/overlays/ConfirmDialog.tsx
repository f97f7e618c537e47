import type { ReactNode } from "react";
import { useT } from "@/i18n";
import { Button } from "../actions/Button";
import { Dialog } from "./Dialog";

interface Props {
  title: ReactNode;
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
  /** What exactly will happen, with its number. */
  children: ReactNode;
  /** The verb of what will happen, never "OK". */
  action: string;
  isDangerous?: boolean;
  isPending?: boolean;
  onConfirm: () => void;
}

export function ConfirmDialog({
  title,
  children,
  action,
  isDangerous,
  isPending,
  onConfirm,
  ...open
}: Props) {
  const t = useT();
  return (
    <Dialog
      {...open}
      title={title}
      size="small"
      role="alertdialog"
      footer={(close) => (
        <>
          {/* An Enter too many must not delete anything. */}
          <Button onPress={close} autoFocus={isDangerous}>
            {t("kit.cancel")}
          </Button>
          <Button
            tone={isDangerous ? "danger" : "primary"}
            isPending={isPending}
            onPress={onConfirm}
            autoFocus={!isDangerous}
          >
            {action}
          </Button>
        </>
      )}
    >
      {children}
    </Dialog>
  );
}
