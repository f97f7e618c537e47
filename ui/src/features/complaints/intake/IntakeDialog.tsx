import { useNavigate } from "@tanstack/react-router";
import { useT } from "@/i18n";
import type { Id } from "@/ipc";
import { Dialog } from "@/kit";
import { IntakeForm } from "./IntakeForm";

interface Props {
  /** Whose complaint it is, where that is known already. */
  customer: Id<"CustomerId"> | null;
  onClose: () => void;
}

/** Takes a complaint down; afterwards its page stands open, with the first answer to give. */
export function IntakeDialog({ customer, onClose }: Props) {
  const t = useT();
  const navigate = useNavigate();
  return (
    <Dialog title={t("complaints.takeDown")} size="large" isOpen onOpenChange={(open) => !open && onClose()}>
      <IntakeForm
        customer={customer}
        onClose={onClose}
        onTaken={(id) =>
          void navigate({
            to: "/complaints/$complaintId",
            params: { complaintId: id },
            search: { act: "answer" },
          })
        }
      />
    </Dialog>
  );
}
