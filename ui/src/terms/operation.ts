import { isWorded, type T } from "@/i18n";
import type { OperationView } from "@/ipc";

/** What a kind of operation is called. A newer file may hold kinds that this program has no word for. */
export function operationKind(t: T, kind: string): string {
  const key = `terms.operation.${kind}`;
  return isWorded(key) ? t(key) : t("terms.operation.other");
}

/** What was done; an undo says of what. */
export function operationDone(t: T, { kind, undid }: OperationView): string {
  if (!undid) return operationKind(t, kind);
  return t(undid.again ? "terms.operation.redid" : "terms.operation.undid", {
    what: operationKind(t, undid.kind),
  });
}

/** What was done, and with whom, as one line. */
export function operationWords(t: T, operation: OperationView): string {
  const { subjectName } = operation;
  const what = operationDone(t, operation);
  return subjectName ? t("terms.operation.with", { what, who: subjectName }) : what;
}
