import { followups, provide } from "@/ipc";

/** The usual moments, as Rust counts them from now. Asked anew each time, for "in two hours" grows old. */
export const usualMoments = () => ({
  ...provide([], ["followups", "snoozeChoices"], followups.snoozeChoices),
  staleTime: 60_000,
});
