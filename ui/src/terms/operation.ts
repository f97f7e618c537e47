import { isWorded, type T } from "@/i18n";
import type { OperationView } from "@/ipc";

/** What a kind of operation is called. A newer file may hold kinds that this program has no word for. */
export function operationKind(t: T, kind: string): string {
  const key = `terms.operation.${kind}`;
  return isWorded(key) ? t(key) : t("terms.operation.other");
}

/** What was done, and with whom, as one line. */
export function operationWords(t: T, { kind, subjectName }: OperationView): string {
  const what = operationKind(t, kind);
  return subjectName ? t("terms.operation.with", { what, who: subjectName }) : what;
}
