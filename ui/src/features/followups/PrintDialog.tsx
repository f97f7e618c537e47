import { Printer } from "lucide-react";
import type { ReactNode } from "react";
import { useT } from "@/i18n";
import { print } from "@/ipc";
import { Button, Dialog, KeyHint, Printed, toastProblem } from "@/kit";
import styles from "./followups.module.css";

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** What a part of the room looks like on paper, and the press that prints it. */
export function PrintDialog({ title, onClose, children }: Props) {
  const t = useT();
  return (
    <Dialog
      title={t("followups.print")}
      size="large"
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={
        <Button
          autoFocus
          tone="primary"
          icon={<Printer />}
          onPress={() => void print().catch((error: unknown) => toastProblem(t, error))}
        >
          {t("followups.print")} <KeyHint keys="enter" />
        </Button>
      }
    >
      <Printed>
        <h1 className={styles.sheetTitle}>{title}</h1>
        {children}
      </Printed>
    </Dialog>
  );
}
