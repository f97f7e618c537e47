// A job that takes a while: how far it has come, and a way to stop it.
import { useRef, useState } from "react";
import { transfer } from "./bindings";
import { CommandError, subscribe } from "./transport";
import { newOperation, type Operation } from "./write";

export interface RunningJob {
  done: number;
  total: number | null;
  isStopping: boolean;
}

export function useJob() {
  const [running, setRunning] = useState<RunningJob>();
  const current = useRef<Operation>(undefined);

  /** What the job answers; nothing where it was stopped. */
  async function run<T>(work: (op: Operation) => Promise<T>): Promise<T | undefined> {
    const op = newOperation();
    current.current = op;
    setRunning({ done: 0, total: null, isStopping: false });
    const unsubscribe = subscribe((event) => {
      if (event.type !== "progress" || event.job !== op) return;
      setRunning((job) => job && { ...job, done: event.done, total: event.total });
    });
    try {
      return await work(op);
    } catch (error) {
      if (error instanceof CommandError && error.error.kind === "cancelled") return undefined;
      throw error;
    } finally {
      unsubscribe();
      setRunning(undefined);
    }
  }

  /** Asks Rust to stop; the job itself then answers that it was. */
  function stop() {
    if (!running || running.isStopping || !current.current) return;
    setRunning({ ...running, isStopping: true });
    // Nothing to stop any more means that it has just finished.
    transfer.cancel(current.current).catch(() => undefined);
  }

  return { running, run, stop };
}
