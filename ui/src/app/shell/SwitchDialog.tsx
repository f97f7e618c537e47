import { SignIn, useGate } from "@/gate";
import { useT } from "@/i18n";
import { Dialog } from "@/kit";

interface Props {
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Somebody else sits down, and proves it. What the other one saw goes from the screen. */
export function SwitchDialog(props: Props) {
  const t = useT();
  const gate = useGate();
  const others = gate?.people.filter(({ id }) => id !== gate.me?.id) ?? [];
  return (
    <Dialog {...props} title={t("gate.switchTitle")} size="small">
      {(close) => <SignIn people={others} action={t("gate.switch")} onDone={close} />}
    </Dialog>
  );
}
