import { useState } from "react";
import { useT } from "@/i18n";
import { type Operation, undo, useWrite } from "@/ipc";
import { offerUndo } from "@/kit";

/**
 * One write, and a toast that says what was done and holds out the way back. `run` rejects where it did not happen;
 * `act` answers nothing then and keeps what went wrong as `error`.
 */
export function useAct<V, A>(write: (op: Operation, values: V) => Promise<A>, done: (values: V) => string) {
  const t = useT();
  const { mutateAsync, isPending } = useWrite<V, A>(write);
  const [error, setError] = useState<unknown>();
  const run = async (values: V) => {
    const written = await mutateAsync(values);
    offerUndo(t, done(values), () => undo(written.op));
    return written;
  };
  const act = async (values: V) => {
    setError(undefined);
    try {
      return await run(values);
    } catch (thrown) {
      setError(thrown);
      return undefined;
    }
  };
  return { run, act, isPending, error, forget: () => setError(undefined) };
}
