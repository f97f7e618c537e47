import { useT } from "@/i18n";
import { type Operation, undo, useWrite } from "@/ipc";
import { offerUndo, problemOf } from "@/kit";

/** Saves, says so with a way back, and keeps what was typed when it is refused. */
export function useSave<V>(
  run: (op: Operation, values: V) => Promise<unknown>,
  said: string,
  onSaved: () => void,
  fields: readonly string[],
) {
  const t = useT();
  const write = useWrite(run);
  const error: unknown = write.error ?? undefined;
  return {
    isPending: write.isPending,
    error,
    /** The error, where none of the fields shows it beside itself. */
    otherError: isShown(error, fields) ? undefined : error,
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

function isShown(error: unknown, fields: readonly string[]): boolean {
  if (error === undefined) return false;
  const problem = problemOf(error);
  return problem.kind === "invalid" && "field" in problem && fields.includes(String(problem.field));
}
