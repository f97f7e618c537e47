import { useSyncExternalStore } from "react";

// Who sits here: every step of a complaint names its person, and nobody types it twice a day.
const key = "huike.me";
const listeners = new Set<() => void>();
let name = stored();

function stored(): string {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

export function setMyName(next: string) {
  name = next.trim();
  try {
    localStorage.setItem(key, name);
  } catch {
    // Private windows refuse storage; the name then lasts for this window.
  }
  for (const listener of listeners) listener();
}

export const useMyName = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => name,
  );
