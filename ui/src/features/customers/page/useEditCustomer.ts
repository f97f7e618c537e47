import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useT } from "@/i18n";
import { type CustomerDraft, type CustomerView, customers } from "@/ipc";
import { type CustomerId, viewKey } from "../queries";
import { useAct } from "../useAct";

/**
 * Saves one change after the other. A change shows at once; where Rust refuses it, it is taken back from what is
 * shown while the field keeps what was typed. Each write starts from what Rust last confirmed, so that a refused
 * change never travels along with the next one.
 */
export function useEditCustomer(id: CustomerId, view: CustomerView | undefined) {
  const t = useT();
  const client = useQueryClient();
  const confirmed = useRef<CustomerDraft>(undefined);
  const waiting = useRef(0);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const act = useAct(
    (op, draft: CustomerDraft) => customers.edit(op, id, draft),
    () => t("customers.saved"),
  );

  useEffect(() => {
    if (view && waiting.current === 0) confirmed.current = view.draft;
  }, [view]);

  const show = (change: Partial<CustomerDraft>) =>
    client.setQueryData<CustomerView>(
      viewKey(id),
      (old) => old && { ...old, draft: { ...old.draft, ...change } },
    );

  async function send(change: Partial<CustomerDraft>) {
    const before = confirmed.current;
    if (!before) return;
    const draft = { ...before, ...change };
    try {
      await act(draft);
      confirmed.current = draft;
    } catch (error) {
      const old = Object.keys(change).map((field) => [field, before[field as keyof CustomerDraft]]);
      show(Object.fromEntries(old));
      throw error;
    } finally {
      waiting.current -= 1;
    }
  }

  return async (change: Partial<CustomerDraft>) => {
    waiting.current += 1;
    await client.cancelQueries({ queryKey: viewKey(id) });
    show(change);
    const mine = queue.current.then(() => send(change));
    queue.current = mine.catch(() => {});
    await mine;
    if (waiting.current === 0) void client.invalidateQueries({ queryKey: viewKey(id) });
  };
}
