import { Ban } from "lucide-react";
import { useT } from "@/i18n";
import type { Channel, Consent } from "@/ipc";
import { Chip } from "@/kit";

/** A clear no wherever one is about to use the channel; nothing where there was none. */
export function Refused({ consent, channels }: { consent: Consent | undefined; channels: Channel[] }) {
  const t = useT();
  const no = channels.filter((channel) => consent?.refused?.includes(channel));
  if (no.length === 0) return null;
  const names = no.map((channel) => t(`terms.channel.${channel}`)).join(t("customers.listComma"));
  return (
    <Chip tone="atrisk" icon={<Ban aria-hidden="true" />}>
      {t("customers.consent.no", { channel: names })}
    </Chip>
  );
}
