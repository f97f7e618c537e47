import { useSyncExternalStore } from "react";
import {
  CommandError,
  type HeldFile,
  type ImportKind,
  type ImportOptions,
  type ImportReport,
  newOperation,
  type Operation,
  operations,
  subscribe,
  transfer,
} from "@/ipc";

interface Running {
  phase: "running";
  op: Operation;
  file: HeldFile;
  done: number;
  total: number | null;
  isStopping: boolean;
}

interface Finished {
  phase: "finished";
  op: Operation;
  file: HeldFile;
  kind: ImportKind;
  /** None where the import happened but its answer was lost with the connection. */
  report: ImportReport | null;
}

interface Failed {
  phase: "failed";
  error: unknown;
}

export type ImportJob = Running | Finished | Failed | undefined;

// Outside the page: whoever goes to look at a customer meanwhile finds the import as it stands on coming back.
let job: ImportJob;
const listeners = new Set<() => void>();

function set(next: ImportJob) {
  job = next;
  for (const listener of listeners) listener();
}

export const useImportJob = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => job,
  );

export const forgetImport = () => set(undefined);

export async function startImport(file: HeldFile, kind: ImportKind, options: ImportOptions) {
  const op = newOperation();
  set({ phase: "running", op, file, done: 0, total: null, isStopping: false });
  const stop = subscribe((event) => {
    if (event.type !== "progress" || event.job !== op || job?.phase !== "running") return;
    set({ ...job, done: event.done, total: event.total });
  });
  try {
    const report = await transfer.import(op, file.token, kind, options);
    set({ phase: "finished", op, file, kind, report });
  } catch (error) {
    const happened = isUnclear(error) && (await didHappen(op));
    set(happened ? { phase: "finished", op, file, kind, report: null } : { phase: "failed", error });
  } finally {
    stop();
  }
}

/** Asks Rust to stop; the import itself then answers that it was cancelled. */
export async function stopImport() {
  if (job?.phase !== "running" || job.isStopping) return;
  set({ ...job, isStopping: true });
  // Nothing to stop any more means that it has just finished, which the import's own answer tells.
  await transfer.cancel(job.op).catch(() => undefined);
}

const isUnclear = (error: unknown) =>
  error instanceof CommandError && (error.error.kind === "offline" || error.error.kind === "internal");

const didHappen = (op: Operation) =>
  operations.find(op).then(
    (found) => found !== null,
    () => false,
  );
