import { useQueryClient } from "@tanstack/react-query";
import { useLanguage, useT } from "@/i18n";
import {
  type ContactOutcome,
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

interface Contact {
  row: FollowUpView;
  draft: InteractionDraft;
  outcome: ContactOutcome | null;
  next: Next;
}

/** What can be done with a row. Each shows at once, says what it did, and holds out the way back. */
export function useTodayWrites({ hide, show, active }: List) {
  const t = useT();
  const language = useLanguage();
  const { zone } = useShopTime();
  const client = useQueryClient();
  const done = useWrite((op, { row, draft, outcome, next }: Contact) =>
    followups.done(op, row.id, draft, outcome, next),
  );
  const tried = useWrite((op, row: FollowUpView) => followups.tried(op, row.id, ""));
  const snooze = useWrite((op, { row, until }: { row: FollowUpView; until: number }) =>
    followups.snooze(op, row.id, until),
  );
  const assign = useWrite((op, { row, to }: { row: FollowUpView; to: string }) =>
    followups.assign(op, row.id, to),
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

  function doneWords({ row, draft }: Contact, answer: Done | null) {
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
    /** This one, `assign` and `skip` wait for the answer, since a refusal belongs beside what was typed. */
    async log(contact: Contact) {
      const written = await done.mutateAsync(contact);
      forgetUsed(contact.row.customer);
      leave(contact.row, doneWords(contact, written.answer), written);
    },
    complete(row: FollowUpView, outcome: ContactOutcome | null) {
      const script = usedWords(row.customer)?.script ?? null;
      const draft: InteractionDraft = { kind: row.contact, channel: row.channel, note: "", script };
      const contact: Contact = { row, draft, outcome, next: { kind: "byRule" } };
      const write = done.mutateAsync(contact).then((written) => {
        forgetUsed(row.customer);
        return written;
      });
      return atOnce(row, write, (answer) => doneWords(contact, answer));
    },
    noAnswer(row: FollowUpView) {
      return atOnce(row, tried.mutateAsync(row), (answer) =>
        t("followups.triedSaid", {
          who: row.customerName,
          count: answer?.tries ?? row.tries + 1,
          next: answer ? formatInstant(answer.due, zone, language, "weekdayTime") : "",
        }),
      );
    },
    snooze(row: FollowUpView, until: number) {
      const when = formatInstant(until, zone, language, "weekdayTime");
      const text = t("followups.snoozed", { who: row.customerName, until: when });
      return atOnce(row, snooze.mutateAsync({ row, until }), () => text);
    },
    /** The row stays where everybody's are shown: it only has another name on it. */
    async assign(row: FollowUpView, to: string) {
      const written = await assign.mutateAsync({ row, to });
      const params = { who: row.customerName, to };
      said(row, to ? t("followups.assigned", params) : t("followups.givenBack", params), written);
      await refetchChanged(client, ["followups"]);
    },
    async skip(row: FollowUpView, note: string) {
      const written = await cancel.mutateAsync({ row, note });
      leave(row, t("followups.takenOff", { who: row.customerName }), written);
    },
  };
}

export type TodayWrites = ReturnType<typeof useTodayWrites>;
