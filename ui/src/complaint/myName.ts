import { useSyncExternalStore } from "react";
import { useGate } from "@/gate";

// Every step of a complaint names its person, and nobody types it twice a day: it is who sits here, or, in a shop that
// does not know, who was named last.
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

export function useMyName(): string {
  const me = useGate()?.me;
  const named = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => name,
  );
  return me?.name ?? named;
}
