import { useState } from "react";
import { useT } from "@/i18n";
import { useWrite, vault } from "@/ipc";
import { Button, ConfirmDialog, ErrorNotice, toast } from "@/kit";
import { Section } from "../Section";

/** Another key for the data: what was copied before opens nothing that is written afterwards. */
export function DataKey() {
  const t = useT();
  const [isAsking, ask] = useState(false);
  const change = useWrite((op) => vault.changeKey(op));
  async function confirm() {
    await change.mutateAsync();
    ask(false);
    toast({ text: t("settings.security.keyDone"), tone: "good" });
  }
  return (
    <Section title={t("settings.security.key")} text={t("settings.security.keyText")}>
      <div>
        <Button onPress={() => ask(true)}>{t("settings.security.keyMake")}</Button>
      </div>
      <ConfirmDialog
        title={t("settings.security.keySure")}
        isOpen={isAsking}
        onOpenChange={(open) => {
          ask(open);
          change.reset();
        }}
        action={t("settings.security.keyAct")}
        isPending={change.isPending}
        onConfirm={() => void confirm().catch(() => {})}
      >
        <p>{t("settings.security.keySureText")}</p>
        {change.error !== null && <ErrorNotice error={change.error} />}
      </ConfirmDialog>
    </Section>
  );
}
