// What only a window of our own can be asked: its desktop's notifications, and starting with the PC.
import { provide } from "./invalidation";
import { call } from "./transport";

export interface TriedNotification {
  shown: boolean;
  /** Why not, in technical words. */
  detail: string | null;
  /** Whether this desktop offers buttons on notifications. */
  buttons: boolean;
}

/** Shows a notification that speaks of nothing. */
export const tryNotification = (sound: boolean) =>
  call<TriedNotification>("shell.try_notification", { sound });

/** Whether the desktop starts the program with the PC. */
export const startsWithPc = () =>
  provide([], ["shell", "startsWithPc"], () => call<boolean>("shell.starts_with_pc"));

export const setStartsWithPc = (on: boolean) => call<boolean>("shell.set_starts_with_pc", { on });
