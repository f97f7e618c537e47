import { useSyncExternalStore } from "react";
import type { Channel, HeldFile, ImportKind, LastTime, OnDuplicate, ReadOptions } from "@/ipc";

/** What a person has said about a file so far. */
export interface Preparation {
  file: HeldFile;
  /** None as long as what the headings suggest will do. */
  kind: ImportKind | undefined;
  read: ReadOptions;
  onDuplicate: OnDuplicate;
  createCustomers: boolean;
  /** Over which channel complaints came whose row does not say it. */
  channel: Channel;
  /** Whether a person chose anything; what was chosen last time then no longer counts. */
  isTouched: boolean;
  isAsLastTime: boolean;
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

const untouched = (file: HeldFile): Preparation => ({
  file,
  kind: undefined,
  read: {},
  onDuplicate: "skip",
  createCustomers: true,
  channel: "wechat",
  isTouched: false,
  isAsLastTime: false,
});

export const prepare = (file: HeldFile) => set(untouched(file));

export const change = (part: Partial<Preparation>) =>
  preparation && set({ ...preparation, ...part, isTouched: true, isAsLastTime: false });

/** As it was chosen for a file of the same headings. */
export const adopt = ({ kind, read, onDuplicate, createCustomers, channel }: LastTime) =>
  preparation &&
  set({
    ...preparation,
    kind,
    read,
    onDuplicate,
    createCustomers,
    channel: channel ?? preparation.channel,
    isTouched: true,
    isAsLastTime: true,
  });

/** By what the file says alone. */
export const startAfresh = () => preparation && set({ ...untouched(preparation.file), isTouched: true });

export const forgetFile = () => set(undefined);
