import { useSyncExternalStore } from "react";

/** Only a browser loses the host; a window of our own lives and dies with it. */
let connected = true;
const listeners = new Set<() => void>();

export function setConnected(now: boolean) {
  if (connected === now) return;
  connected = now;
  for (const listener of listeners) listener();
}

function watch(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useConnected = () => useSyncExternalStore(watch, () => connected);
