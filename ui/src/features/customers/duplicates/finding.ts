import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { CommandError, customers, newOperation, type Operation, subscribe } from "@/ipc";
import { duplicateGroups } from "../queries";

interface Running {
  phase: "running";
  op: Operation;
  done: number;
  total: number | null;
  isStopping: boolean;
}

interface Failed {
  phase: "failed";
  error: unknown;
}

// Outside the page: whoever goes to look at a customer meanwhile finds the search as it stands on coming back.
let finding: Running | Failed | undefined;
const listeners = new Set<() => void>();

function set(next: typeof finding) {
  finding = next;
  for (const listener of listeners) listener();
}

export const useFinding = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => finding,
  );

export async function startFinding(client: QueryClient) {
  if (finding?.phase === "running") return;
  const op = newOperation();
  set({ phase: "running", op, done: 0, total: null, isStopping: false });
  const stop = subscribe((event) => {
    if (event.type !== "progress" || event.job !== op || finding?.phase !== "running") return;
    set({ ...finding, done: event.done, total: event.total });
  });
  try {
    await customers.findDuplicates(op);
    // The search changes nothing that Rust would report.
    await client.resetQueries({ queryKey: duplicateGroups().queryKey });
    set(undefined);
  } catch (error) {
    const isStopped = error instanceof CommandError && error.error.kind === "cancelled";
    set(isStopped ? undefined : { phase: "failed", error });
  } finally {
    stop();
  }
}

/** Asks Rust to stop; the search itself then answers that it was cancelled. */
export async function stopFinding() {
  if (finding?.phase !== "running" || finding.isStopping) return;
  set({ ...finding, isStopping: true });
  // Nothing to stop any more means that it has just finished.
  await customers.stopFinding(finding.op).catch(() => undefined);
}
