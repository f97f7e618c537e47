import { useSyncExternalStore } from "react";

// Whose follow-ups this PC shows; who sits here changes less often than what they do.
const key = "huike.today.of";
const listeners = new Set<() => void>();
let of: string | null = stored();

function stored(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** A member of staff by name; none: everybody. */
export const whoseNow = () => of;

export function setWhose(name: string | null) {
  of = name;
  try {
    if (name === null) localStorage.removeItem(key);
    else localStorage.setItem(key, name);
  } catch {
    // Private windows refuse storage; the choice then lasts for this window.
  }
  for (const listener of listeners) listener();
}

export const useWhose = () =>
  useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, whoseNow);
