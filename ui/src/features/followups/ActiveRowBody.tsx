import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Copy, SlidersHorizontal } from "lucide-react";
import { ContactForm } from "@/contact";
import { useT } from "@/i18n";
import type { FollowUpView } from "@/ipc";
import { Button, KeyHint, Phone } from "@/kit";
import { SuggestedWords, useUsedWords } from "@/words";
import { AssignPanel } from "./AssignPanel";
import { DonePanel } from "./DonePanel";
import styles from "./followups.module.css";
import { weights } from "./queries";
import { RowActions } from "./RowActions";
import { rankWords } from "./rankWords";
import { SkipPanel } from "./SkipPanel";
import { SnoozePanel } from "./SnoozePanel";
import type { Copying } from "./useCopy";
import type { TodayWrites } from "./useTodayWrites";

/** What stands open in the active row. */
export type Panel = "log" | "done" | "snooze" | "assign" | "skip";

interface Props {
  row: FollowUpView;
  place: number;
  panel: Panel | null;
  onPanel: (panel: Panel | null) => void;
  onWeights: () => void;
  writes: TodayWrites;
  copy: Copying;
}

/** What the one row in hand shows beyond the others: the words, why it stands here, and what can be done. */
export function ActiveRowBody({ row, place, panel, onPanel, onWeights, writes, copy }: Props) {
  const t = useT();
  const used = useUsedWords(row.customer);
  const { data: weighed } = useQuery(weights());
  const close = () => onPanel(null);
  return (
    <div className={styles.body}>
      {row.phone && (
        <p className={styles.number}>
          <Phone number={row} />
          <Button size="small" tone="quiet" icon={<Copy />} onPress={() => void copy.phone(row)}>
            {t("followups.copyPhone")} <KeyHint keys="c" />
          </Button>
        </p>
      )}
      {row.reasons.map(
        (reason) =>
          reason.kind === "complaint" && (
            <p key={reason.complaint}>
              <Link
                to="/complaints/$complaintId"
                params={{ complaintId: reason.complaint }}
                search={{ act: "followUp" }}
              >
                {t("complaints.askHere", { number: reason.number })}
              </Link>
            </p>
          ),
      )}
      <SuggestedWords
        key={row.id}
        customer={row.customer}
        who={row.customerName}
        occasion={row.occasion}
        channel={row.channel}
        keys={panel === null ? t("followups.keysGroup") : undefined}
      />
      {panel === "log" && (
        <ContactForm
          start={{ kind: row.contact, channel: row.channel, note: "" }}
          keep={`follow-up ${row.id}`}
          words={used}
          withOutcome
          withNext
          onSave={(draft, next, outcome) => writes.log({ row, draft, outcome, next })}
          onClose={close}
        />
      )}
      {panel === "done" && (
        <DonePanel
          onDone={(outcome) => {
            close();
            void writes.complete(row, outcome);
          }}
          onClose={close}
        />
      )}
      {panel === "snooze" && <SnoozePanel row={row} writes={writes} onClose={close} />}
      {panel === "assign" && <AssignPanel row={row} writes={writes} onClose={close} />}
      {panel === "skip" && <SkipPanel row={row} writes={writes} onClose={close} />}
      {panel === null && <RowActions row={row} onPanel={onPanel} writes={writes} />}
      <p className={styles.rank}>
        <span>
          {t("followups.suggested", {
            contact: t(`terms.interaction.${row.contact}`),
            channel: t(`terms.channel.${row.channel}`),
          })}
        </span>
        {weighed && <span>{rankWords(t, row, place, weighed)}</span>}
        <Button size="small" tone="quiet" icon={<SlidersHorizontal />} onPress={onWeights}>
          {t("followups.weights.open")}
        </Button>
      </p>
    </div>
  );
}
