import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useT } from "@/i18n";
import type { Channel, Consent } from "@/ipc";
import { IconButton, type PhoneNumber, ShowPhones, toast, usePhone, useShortcut } from "@/kit";
import { ChannelIcon } from "@/terms";
import { Refused } from "../portrait/Refused";
import styles from "./page.module.css";

const saidMs = 1500;

interface Props {
  number: PhoneNumber;
  channel: Channel | null;
  consent: Consent | undefined;
}

/** The number to call, one key from the clipboard, and how this customer likes to be reached. */
export function PhoneLine({ number, channel, consent }: Props) {
  const t = useT();
  const { text: phone, isMasked } = usePhone(number);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), saidMs);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    // Whoever looks over one's shoulder must not get at it by a paste either.
    if (isMasked) {
      toast({ text: t("kit.phoneMasked") });
      return;
    }
    try {
      await navigator.clipboard.writeText(phone);
      setCopied(true);
      toast({ text: t("customers.phoneCopied", { phone }), tone: "good", ms: 2_500 });
    } catch {
      toast({ text: t("customers.copyRefused"), tone: "bad" });
    }
  }
  useShortcut(
    phone !== "" && {
      keys: "c",
      label: t("customers.copyPhone"),
      group: t("customers.one"),
      run: () => void copy(),
    },
  );

  return (
    <div className={styles.phone}>
      {phone ? (
        <>
          <span className={styles.number}>{phone}</span>
          <IconButton
            size="small"
            label={t("customers.copyPhone")}
            keys="c"
            icon={copied ? <Check /> : <Copy />}
            onPress={() => void copy()}
          />
          {isMasked && <ShowPhones />}
        </>
      ) : (
        <span className={styles.muted}>{t("customers.noPhone")}</span>
      )}
      <Refused consent={consent} channels={phone ? ["phone", "sms"] : []} />
      {channel && (
        <span className={styles.prefers}>
          <ChannelIcon channel={channel} />
          {t("customers.prefers", { channel: t(`terms.channel.${channel}`) })}
        </span>
      )}
    </div>
  );
}
