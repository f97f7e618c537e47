import { useT } from "@/i18n";
import type { FollowUpView } from "@/ipc";
import { copyText, toast, usePhonesMasked } from "@/kit";

/** Puts a row's phone number on the clipboard, and says so. */
export function useCopy() {
  const t = useT();
  const masks = usePhonesMasked();
  async function copy(text: string, said: string) {
    const done = await copyText(text);
    toast(done ? { text: said, tone: "good" } : { text: t("followups.copyFailed"), tone: "bad" });
  }
  return {
    phone: async ({ phone }: FollowUpView) =>
      phone === ""
        ? toast({ text: t("followups.noPhone") })
        : masks
          ? toast({ text: t("kit.phoneMasked") })
          : copy(phone, t("followups.copiedPhone", { phone })),
  };
}

export type Copying = ReturnType<typeof useCopy>;
