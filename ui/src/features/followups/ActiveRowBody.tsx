import { Phone } from "lucide-react";
import { ContactForm } from "@/contact";
import { useT } from "@/i18n";
import type { FollowUpView } from "@/ipc";
import { Button, KeyHint } from "@/kit";
import { SuggestedWords, useUsedWords } from "@/words";
import styles from "./followups.module.css";
import { RowActions } from "./RowActions";
import { rankWords } from "./rankWords";
import { SnoozeDay } from "./SnoozeDay";
import { TakeOff } from "./TakeOff";
import type { Copying } from "./useCopy";
import type { TodayWrites } from "./useTodayWrites";

/** What stands open in the active row. */
export type Panel = "log" | "snooze" | "day" | "off";

interface Props {
  row: FollowUpView;
  place: number;
  panel: Panel | null;
  onPanel: (panel: Panel | null) => void;
  writes: TodayWrites;
  copy: Copying;
}

/** What the one row in hand shows beyond the others: the words, why it stands here, and what can be done. */
export function ActiveRowBody({ row, place, panel, onPanel, writes, copy }: Props) {
  const t = useT();
  const used = useUsedWords(row.customer);
  const close = () => onPanel(null);
  return (
    <div className={styles.body}>
      <SuggestedWords
        key={row.id}
        customer={row.customer}
        who={row.customerName}
        occasion={row.occasion}
        channel={row.channel}
        keys={panel === null ? t("followups.keysGroup") : undefined}
      />
      <p className={styles.rank}>
        <span>
          {t("followups.suggested", {
            contact: t(`terms.interaction.${row.contact}`),
            channel: t(`terms.channel.${row.channel}`),
          })}
        </span>
        <span>{rankWords(t, row, place)}</span>
      </p>
      {panel === "log" && (
        <ContactForm
          start={{ kind: row.contact, channel: row.channel, note: "" }}
          keep={`follow-up ${row.id}`}
          words={used}
          withNext
          onSave={(draft, next) => writes.log(row, draft, next)}
          onClose={close}
        />
      )}
      {panel === "day" && <SnoozeDay onSnooze={(until) => writes.snooze(row, until)} onClose={close} />}
      {panel === "off" && <TakeOff onTakeOff={(note) => writes.takeOff(row, note)} onClose={close} />}
      {(panel === null || panel === "snooze") && (
        <div className={styles.actions}>
          <RowActions row={row} isSnoozing={panel === "snooze"} onPanel={onPanel} writes={writes} />
          {row.phone && (
            <Button size="small" tone="quiet" icon={<Phone />} onPress={() => void copy.phone(row)}>
              {t("followups.copyPhone")} <KeyHint keys="c" />
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
