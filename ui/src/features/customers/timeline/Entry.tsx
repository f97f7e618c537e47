import { Download, Ellipsis, PencilLine, Pin, PinOff, RotateCcw, Trash2, Undo2 } from "lucide-react";
import { useState } from "react";
import { useAct, useTellProblem } from "@/act";
import { ContactForm } from "@/contact";
import { useT } from "@/i18n";
import {
  attachments,
  type InteractionDraft,
  type InteractionView,
  interactions,
  type TimelineEntry,
} from "@/ipc";
import { IconButton, Menu, type MenuItem } from "@/kit";
import type { CustomerId } from "../queries";
import { saveCopy } from "./files";
import { TimelineRow } from "./TimelineRow";

interface Props {
  customer: CustomerId;
  entry: TimelineEntry;
  /** Asks before a purchase is taken back. */
  onReverse?: () => void;
  /** Asks what of a purchase comes back. */
  onRefund?: () => void;
}

/** One thing on the timeline, and what can be done about it. */
export function Entry({ customer, entry, onReverse, onRefund }: Props) {
  const t = useT();
  const [amending, setAmending] = useState(false);
  const items = useItems(customer, entry, {
    amend: () => setAmending(true),
    reverse: onReverse,
    refund: onRefund,
  });
  if (entry.type === "interaction" && amending) {
    return (
      <li>
        <Amendment customer={customer} entry={entry} onClose={() => setAmending(false)} />
      </li>
    );
  }
  return (
    <TimelineRow
      customer={customer}
      entry={entry}
      menu={
        items.length > 0 && (
          <Menu
            label={t("customers.more")}
            trigger={<IconButton size="small" label={t("customers.more")} icon={<Ellipsis />} />}
            items={items}
          />
        )
      }
    />
  );
}

function useItems(
  customer: CustomerId,
  entry: TimelineEntry,
  ask: { amend: () => void; reverse?: () => void; refund?: () => void },
): MenuItem[] {
  const t = useT();
  const tell = useTellProblem();
  const { run: pin } = useAct(
    (op, { id }: InteractionView) => interactions.pin(op, customer, id),
    () => t("customers.timeline.pinned"),
  );
  const { run: unpin } = useAct(
    (op, { id }: InteractionView) => interactions.unpin(op, customer, id),
    () => t("customers.timeline.unpinned"),
  );
  const { run: remove } = useAct(
    (op, id: Parameters<typeof attachments.remove>[2]) => attachments.remove(op, customer, id),
    () => t("customers.files.removed"),
  );
  switch (entry.type) {
    case "interaction":
      return [
        {
          id: "amend",
          label: t("customers.timeline.amend"),
          icon: <PencilLine />,
          onAction: ask.amend,
        },
        entry.pinned
          ? {
              id: "unpin",
              label: t("customers.timeline.unpin"),
              icon: <PinOff />,
              onAction: () => void unpin(entry).catch(tell),
            }
          : {
              id: "pin",
              label: t("customers.timeline.pin"),
              icon: <Pin />,
              onAction: () => void pin(entry).catch(tell),
            },
      ];
    case "file":
      return [
        {
          id: "save",
          label: t("customers.files.save"),
          icon: <Download />,
          onAction: () => void saveCopy(customer, entry).catch(tell),
        },
        {
          id: "remove",
          label: t("customers.files.remove"),
          icon: <Trash2 />,
          onAction: () => void remove(entry.id).catch(tell),
        },
      ];
    case "purchase":
      if (entry.reversed || entry.reverses || !ask.reverse || !ask.refund) return [];
      return [
        // A part of what was paid can come back, not of what was given back.
        ...(entry.amountFen > 0
          ? [
              {
                id: "refund",
                label: t("customers.refund.menu"),
                icon: <RotateCcw />,
                onAction: ask.refund,
              },
            ]
          : []),
        { id: "reverse", label: t("customers.timeline.reverse"), icon: <Undo2 />, onAction: ask.reverse },
      ];
    case "followUp":
    case "complaint":
      return [];
  }
}

interface AmendmentProps {
  customer: CustomerId;
  entry: InteractionView;
  onClose: () => void;
}

function Amendment({ customer, entry, onClose }: AmendmentProps) {
  const t = useT();
  const { run: amend } = useAct(
    (op, draft: InteractionDraft) => interactions.amend(op, customer, entry.id, draft),
    () => t("customers.timeline.amendedToast"),
  );
  return (
    <ContactForm
      start={{ kind: entry.kind, channel: entry.channel, note: entry.note }}
      keep={`amend ${entry.id}`}
      action={t("customers.timeline.amend")}
      onSave={amend}
      onClose={onClose}
    />
  );
}
