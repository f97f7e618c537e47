import * as z from "zod/mini";
import type { InteractionDraft } from "@/ipc";
import { channels, interactionKinds } from "@/terms";

const shape = z.object({
  kind: z.enum(interactionKinds),
  channel: z.nullable(z.enum(channels)),
  note: z.string(),
});

const keyOf = (name: string) => `huike.contact.${name}`;

/** What was typed under this name and not saved: neither leaving a page nor loading it anew must cost a note. */
export function keptDraft(name: string): InteractionDraft | undefined {
  try {
    const kept = shape.safeParse(JSON.parse(sessionStorage.getItem(keyOf(name)) ?? "null"));
    return kept.success ? kept.data : undefined;
  } catch {
    // No store, or not ours: there is nothing to bring back.
    return undefined;
  }
}

/** Keeps it until this window closes. */
export function keepDraft(name: string, draft: InteractionDraft) {
  try {
    sessionStorage.setItem(keyOf(name), JSON.stringify(draft));
  } catch {
    // A full store keeps nothing; the form itself still does.
  }
}

/** Forgets what anybody typed here: somebody else sits down. */
export function forgetDrafts() {
  for (const key of Object.keys(sessionStorage))
    if (key.startsWith(keyOf(""))) sessionStorage.removeItem(key);
}

export const forgetDraft = (name: string) => sessionStorage.removeItem(keyOf(name));
