import { useT } from "@/i18n";
import { type Operation, undo, useWrite } from "@/ipc";
import { offerUndo, problemOf } from "@/kit";

/** Saves, says so with a way back, and keeps what was typed when it is refused. */
export function useSave<V>(
  run: (op: Operation, values: V) => Promise<unknown>,
  said: string,
  onSaved: () => void,
) {
  const t = useT();
  const write = useWrite(run);
  const error: unknown = write.error ?? undefined;
  return {
    isPending: write.isPending,
    error,
    /** An error that no field can show beside itself. */
    otherError: error !== undefined && problemOf(error).kind !== "invalid" ? error : undefined,
    reset: write.reset,
    save: (values: V) =>
      write.mutateAsync(values).then(
        ({ op }) => {
          onSaved();
          offerUndo(t, said, () => undo(op));
        },
        () => {},
      ),
  };
}
