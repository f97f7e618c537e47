import { useState } from "react";
import { useT } from "@/i18n";
import { DatePicker, momentOn, useShopTime } from "@/kit";
import { InlinePanel } from "./InlinePanel";

/** The hour a bare day stands for; the same as in the usual moments. */
const opening = 10;

export function SnoozeDay({ onSnooze, onClose }: { onSnooze: (until: number) => void; onClose: () => void }) {
  const t = useT();
  const { zone, today } = useShopTime();
  const [day, setDay] = useState<string | null>(null);
  const save = () => {
    if (!day) return;
    onClose();
    onSnooze(momentOn(day, zone, opening));
  };
  return (
    <InlinePanel
      label={t("followups.snoozeDayLabel")}
      action={t("followups.snoozeSave")}
      isDisabled={!day}
      onAction={save}
      onClose={onClose}
    >
      <DatePicker label={t("followups.snoozeDayLabel")} value={day} onChange={setDay} min={today} autoFocus />
    </InlinePanel>
  );
}
