import { useQueryClient } from "@tanstack/react-query";
import { useLanguage, useT } from "@/i18n";
import {
  type Done,
  type FollowUpView,
  followups,
  type InteractionDraft,
  type Next,
  refetchChanged,
  undo,
  useWrite,
  type Written,
} from "@/ipc";
import { formatInstant, offerUndo, problemWords, toast, useShopTime } from "@/kit";
import { forgetUsed, usedWords } from "@/words";
import type { ActiveRow } from "./useActiveRow";

interface List {
  hide: (id: string) => void;
  show: (id: string) => void;
  active: Pick<ActiveRow, "letGo" | "goTo">;
}

/** What can be done with a row. Each shows at once, says what it did, and holds out the way back. */
export function useTodayWrites({ hide, show, active }: List) {
  const t = useT();
  const language = useLanguage();
  const { zone } = useShopTime();
  const client = useQueryClient();
  const done = useWrite(
    (op, { row, draft, next }: { row: FollowUpView; draft: InteractionDraft; next: Next }) =>
      followups.done(op, row.id, draft, null, next),
  );
  const snooze = useWrite((op, { row, until }: { row: FollowUpView; until: number }) =>
    followups.snooze(op, row.id, until),
  );
  const cancel = useWrite((op, { row, note }: { row: FollowUpView; note: string }) =>
    followups.cancel(op, row.id, note),
  );
  // The row may only show again once the list itself knows better.
  const settle = (row: FollowUpView) => refetchChanged(client, ["followups"]).finally(() => show(row.id));

  function said(row: FollowUpView, text: string, written: Written<unknown>) {
    offerUndo(t, text, async () => {
      await undo(written.op);
      active.goTo(row.id);
      await refetchChanged(client, ["followups"]);
    });
  }

  function doneWords(row: FollowUpView, draft: InteractionDraft, answer: Done | null) {
    const params = { who: row.customerName, contact: t(`terms.interaction.${draft.kind}`).toLowerCase() };
    const due = answer?.next?.due;
    return due === undefined
      ? t("followups.done", params)
      : t("followups.doneNext", { ...params, next: formatInstant(due, zone, language, "day") });
  }

  /** Takes the row away before the answer comes, and brings it back with the reason when it is a refusal. */
  async function atOnce<A>(row: FollowUpView, write: Promise<Written<A>>, text: (answer: A) => string) {
    active.letGo();
    hide(row.id);
    try {
      const written = await write;
      said(row, text(written.answer), written);
    } catch (error) {
      const { text: what } = problemWords(t, error);
      toast({ text: t("followups.failed", { who: row.customerName, what }), tone: "bad", ms: 8_000 });
      active.goTo(row.id);
    } finally {
      await settle(row);
    }
  }

  function leave(row: FollowUpView, text: string, written: Written<unknown>) {
    active.letGo();
    hide(row.id);
    said(row, text, written);
    void settle(row);
  }

  return {
    /** This one and `takeOff` wait for the answer, since a refusal belongs beside what was typed. */
    async log(row: FollowUpView, draft: InteractionDraft, next: Next) {
      const written = await done.mutateAsync({ row, draft, next });
      forgetUsed(row.customer);
      leave(row, doneWords(row, draft, written.answer), written);
    },
    complete(row: FollowUpView) {
      const script = usedWords(row.customer)?.script ?? null;
      const draft: InteractionDraft = { kind: row.contact, channel: row.channel, note: "", script };
      const write = done.mutateAsync({ row, draft, next: { kind: "byRule" } }).then((written) => {
        forgetUsed(row.customer);
        return written;
      });
      return atOnce(row, write, (answer) => doneWords(row, draft, answer));
    },
    snooze(row: FollowUpView, until: number) {
      const when = formatInstant(until, zone, language, "dayTime");
      const text = t("followups.snoozed", { who: row.customerName, until: when });
      return atOnce(row, snooze.mutateAsync({ row, until }), () => text);
    },
    async takeOff(row: FollowUpView, note: string) {
      const written = await cancel.mutateAsync({ row, note });
      leave(row, t("followups.takenOff", { who: row.customerName }), written);
    },
  };
}

export type TodayWrites = ReturnType<typeof useTodayWrites>;
