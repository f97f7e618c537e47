import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { useAct } from "@/act";
import { useT } from "@/i18n";
import { type CustomerView, customers } from "@/ipc";
import { problemOf } from "@/kit";
import { type Fields, moved, withFields } from "../portrait/fields";
import { type CustomerId, viewKey } from "../queries";

/** Saves these fields, and what stood in them when the change began. */
export type EditCustomer = (after: Fields, before: Fields) => Promise<unknown>;

/** The same fields as they stood when the change began, and as they shall be. */
interface Change {
  before: Fields;
  after: Fields;
}

/**
 * Saves one change after the other. A change shows at once; where Rust refuses it, it is taken back from what is
 * shown while the field keeps what was typed. Rust compares what one had in front of oneself with what stands there
 * now, so that nobody overwrites what another has written meanwhile.
 */
export function useEditCustomer(id: CustomerId): EditCustomer {
  const t = useT();
  const client = useQueryClient();
  const waiting = useRef<Change[]>([]);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const { run: act } = useAct(
    (op, { before, after }: Change) => customers.edit(op, id, withFields({}, before), withFields({}, after)),
    () => t("customers.saved"),
  );

  const show = (fields: Fields) =>
    client.setQueryData<CustomerView>(
      viewKey(id),
      (old) => old && { ...old, draft: withFields(old.draft, fields) },
    );

  async function send(change: Change) {
    const { before, after } = change;
    waiting.current = waiting.current.filter((other) => other !== change);
    try {
      await act(change);
      for (const next of waiting.current) next.before = moved(next.before, before, after);
    } catch (error) {
      show(before);
      for (const next of waiting.current) next.before = moved(next.before, after, before);
      throw error;
    }
  }

  return async (after, before) => {
    const change = { before, after };
    waiting.current.push(change);
    await client.cancelQueries({ queryKey: viewKey(id) });
    show(after);
    const mine = queue.current.then(() => send(change));
    const settled = mine.catch(() => {});
    queue.current = settled;
    try {
      await mine;
    } catch (error) {
      // What the others wrote is to be seen beside one's own.
      if (problemOf(error).kind === "conflict") await client.invalidateQueries({ queryKey: viewKey(id) });
      throw error;
    }
    if (queue.current === settled) void client.invalidateQueries({ queryKey: viewKey(id) });
  };
}
