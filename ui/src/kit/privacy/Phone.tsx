import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";
import { maskedNumber, maskedText } from "./masked";

// How a customer's number is masked, Rust says; whether it is masked now is decided here and nowhere else.

/** A number in both its forms. */
export interface PhoneNumber {
  phone: string;
  maskedPhone: string;
}

const shownMs = 60_000;
const listeners = new Set<() => void>();
let isShown = false;
let timer: ReturnType<typeof setTimeout> | undefined;

function set(shown: boolean) {
  clearTimeout(timer);
  timer = shown ? setTimeout(() => set(false), shownMs) : undefined;
  isShown = shown;
  for (const listener of listeners) listener();
}

/** Shows every number for a minute; while they are shown, hides them again. */
export const togglePhones = () => set(!isShown);

export const usePhonesShown = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => isShown,
  );

const CustomersSee = createContext(false);

/** Whether customers can see this screen. */
export function PhonePrivacyProvider({ value, children }: { value: boolean; children: ReactNode }) {
  return <CustomersSee value={value}>{children}</CustomersSee>;
}

/** Whether numbers are masked now, on a screen that is not guarded by itself. */
export function usePhonesMasked(): boolean {
  const masks = useContext(CustomersSee);
  return !usePhonesShown() && masks;
}

/** A number as it may stand here. On a print or on the counter's card (`guarded`) it is masked in any case. */
export function usePhone({ phone, maskedPhone }: PhoneNumber, guarded = false) {
  const masks = useContext(CustomersSee) || guarded;
  const isShown = usePhonesShown();
  const isMasked = masks && !isShown && phone !== "";
  return { text: isMasked ? maskedPhone : phone, isMasked };
}

/**
 * What people wrote, as it may stand here: the numbers in it are hidden where a customer's own would be. Of a
 * `"number"` all but its ends.
 */
export function usePrivate(guarded = false): (text: string, kind?: "number" | "text") => string {
  const masks = useContext(CustomersSee) || guarded;
  const isMasked = !usePhonesShown() && masks;
  return (text, kind = "text") =>
    !isMasked ? text : kind === "number" ? maskedNumber(text) : maskedText(text);
}

export function Private({ text, guarded }: { text: string; guarded?: boolean }) {
  return usePrivate(guarded)(text);
}

export function Phone({ number, guarded }: { number: PhoneNumber; guarded?: boolean }) {
  return <span className="tabular">{usePhone(number, guarded).text}</span>;
}
