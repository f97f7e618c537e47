import { Frown, HandCoins, MessageSquareReply, Sparkles, ThumbsDown } from "lucide-react";
import type { ContactOutcome } from "@/ipc";

/** What can come of a contact, in the order of the number keys. */
export const outcomes: readonly ContactOutcome[] = [
  "reached",
  "interested",
  "bought",
  "declined",
  "complained",
];

const icons: Record<ContactOutcome, typeof Frown> = {
  reached: MessageSquareReply,
  interested: Sparkles,
  bought: HandCoins,
  declined: ThumbsDown,
  complained: Frown,
};

export function OutcomeIcon({ outcome }: { outcome: ContactOutcome }) {
  const Icon = icons[outcome];
  return <Icon aria-hidden="true" />;
}
