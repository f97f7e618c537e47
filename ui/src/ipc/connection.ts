import { useSyncExternalStore } from "react";

/** `refused`: somebody answers, but not to this window; its token is of an earlier run. */
export type Connection = "live" | "lost" | "refused";

// Only a browser loses the host; a window of our own lives and dies with it.
let connection: Connection = "live";
const listeners = new Set<() => void>();

export function setConnection(now: Connection) {
  if (connection === now) return;
  connection = now;
  for (const listener of listeners) listener();
}

function watch(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useConnection = () => useSyncExternalStore(watch, () => connection);
