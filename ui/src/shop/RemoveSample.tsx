import { useState } from "react";
import { useMay } from "@/gate";
import { useT } from "@/i18n";
import { shop, undo, useWrite } from "@/ipc";
import { Button, ConfirmDialog, ErrorNotice, offerUndo } from "@/kit";

/** One press and one question clear the sample shop away. */
export function RemoveSample({ size }: { size?: "small" }) {
  const t = useT();
  const may = useMay("arrange");
  const [asked, ask] = useState(false);
  const remove = useWrite((op) => shop.removeSample(op));

  async function confirm() {
    const { op } = await remove.mutateAsync();
    ask(false);
    offerUndo(t, t("sample.removed"), () => undo(op));
  }

  if (!may) return null;
  return (
    <>
      <Button size={size} onPress={() => ask(true)}>
        {t("sample.remove")}
      </Button>
      <ConfirmDialog
        title={t("sample.removeTitle")}
        isOpen={asked}
        onOpenChange={ask}
        action={t("sample.remove")}
        isDangerous
        isPending={remove.isPending}
        onConfirm={() => void confirm().catch(() => {})}
      >
        <p>{t("sample.removeWhat")}</p>
        {remove.error !== null && <ErrorNotice error={remove.error} />}
      </ConfirmDialog>
    </>
  );
}
