export interface ToastContent {
  text: string;
  tone?: "good" | "bad" | "plain";
  action?: { label: string; run: () => void };
  /** How long it stays; with an action never under 8 seconds. */
  ms?: number;
}

export interface Toast extends ToastContent {
  id: number;
}

const shown = 3;
const listeners = new Set<() => void>();
let toasts: Toast[] = [];
let nextId = 1;

function set(next: Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Says something without being in the way. Returns how to take it back. */
export function toast(content: ToastContent): () => void {
  const id = nextId++;
  set([...toasts, { ...content, id }].slice(-shown));
  return () => dismissToast(id);
}

export const dismissToast = (id: number) => set(toasts.filter((other) => other.id !== id));
export const currentToasts = () => toasts;

export function watchToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function lifetime({ action, ms }: ToastContent): number {
  return action ? Math.max(ms ?? 10_000, 8_000) : (ms ?? 5_000);
}
