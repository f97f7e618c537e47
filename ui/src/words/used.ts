import { useSyncExternalStore } from "react";
import type { Id, ScriptVersion } from "@/ipc";

type CustomerId = Id<"CustomerId">;

/** Words that were copied for somebody: the next contact that is logged with them carries these. */
export interface UsedWords {
  script: ScriptVersion;
  title: string;
}

const used = new Map<CustomerId, UsedWords>();
const listeners = new Set<() => void>();

const tell = () => {
  for (const listener of listeners) listener();
};

export const usedWords = (customer: CustomerId) => used.get(customer);

export function noteUsed(customer: CustomerId, words: UsedWords) {
  used.set(customer, words);
  tell();
}

export function forgetUsed(customer: CustomerId) {
  if (used.delete(customer)) tell();
}

export const useUsedWords = (customer: CustomerId): UsedWords | undefined =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => used.get(customer),
  );
