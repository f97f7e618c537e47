import { Printer } from "lucide-react";
import { useT } from "@/i18n";
import { type ComplaintView, print } from "@/ipc";
import { Button, Dialog, KeyHint, Printed, toastProblem } from "@/kit";
import { CaseSheet } from "./CaseSheet";

interface Props {
  view: ComplaintView;
  onClose: () => void;
}

/** A complaint on paper, from how it came in to what was learnt: seen first, then printed. */
export function CaseFileDialog({ view, onClose }: Props) {
  const t = useT();
  return (
    <Dialog
      title={t("complaints.casefile.title", { number: view.card.number })}
      size="large"
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={
        <Button
          autoFocus
          tone="primary"
          icon={<Printer aria-hidden="true" />}
          onPress={() => void print().catch((error: unknown) => toastProblem(t, error))}
        >
          {t("complaints.casefile.print")} <KeyHint keys="enter" />
        </Button>
      }
    >
      <Printed size="a4">
        <CaseSheet view={view} />
      </Printed>
    </Dialog>
  );
}
