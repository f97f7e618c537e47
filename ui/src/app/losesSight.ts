import type { GateView } from "@/ipc";

/** Whether what is on the screen may not stay there: the shop was shut, or somebody else sits down. */
export function losesSight(before: GateView, now: GateView): boolean {
  if (!now.open) return now.error?.kind !== "busy";
  if (now.me?.id === before.me?.id) return false;
  // Where nobody said who it is everything could be seen, as an owner may.
  return before.me !== null || !now.rights.includes("own");
}
