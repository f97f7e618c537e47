import { useSyncExternalStore } from "react";
import type { HeldFile, ImportKind, OnDuplicate, ReadOptions } from "@/ipc";

/** What a person has said about a file so far. */
export interface Preparation {
  file: HeldFile;
  /** None as long as what the headings suggest will do. */
  kind: ImportKind | undefined;
  read: ReadOptions;
  onDuplicate: OnDuplicate;
  createCustomers: boolean;
}

// Outside the page, so that looking something up elsewhere, or an import that fails, costs none of it.
let preparation: Preparation | undefined;
const listeners = new Set<() => void>();

function set(next: Preparation | undefined) {
  preparation = next;
  for (const listener of listeners) listener();
}

export const usePreparation = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => preparation,
  );

export const prepare = (file: HeldFile) =>
  set({ file, kind: undefined, read: {}, onDuplicate: "skip", createCustomers: true });

export const change = (part: Partial<Preparation>) => preparation && set({ ...preparation, ...part });

export const forgetFile = () => set(undefined);
