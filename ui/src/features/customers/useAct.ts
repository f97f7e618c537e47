import { useCallback } from "react";
import { useT } from "@/i18n";
import { type Operation, undo, useWrite } from "@/ipc";
import { offerUndo, toastProblem } from "@/kit";

/** One write, the toast that offers to take it back, and what it answered. Rejects where it did not happen. */
export function useAct<V, A>(run: (op: Operation, values: V) => Promise<A>, done: (values: V) => string) {
  const t = useT();
  const { mutateAsync } = useWrite<V, A>(run);
  return async (values: V) => {
    const written = await mutateAsync(values);
    offerUndo(t, done(values), () => undo(written.op));
    return written;
  };
}

/** For presses in menus, where no place on the page could hold the problem. */
export function useTellProblem() {
  const t = useT();
  return useCallback((error: unknown) => toastProblem(t, error), [t]);
}
