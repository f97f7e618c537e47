// The only door between the screens and Rust. `bindings.ts` is generated from the list of commands.
export * from "./bindings";
export { useConnection } from "./connection";
export { setStartsWithPc, startsWithPc, type TriedNotification, tryNotification } from "./desktop";
export { fileBytes, type HeldFile, holdFile, pickFile, saveFile } from "./files";
export {
  gateKey,
  type Kind,
  makeQueryClient,
  onHuikeEvent,
  provide,
  providePages,
  refetchChanged,
} from "./invalidation";
export { type RunningJob, useJob } from "./job";
export { CommandError, type CommandProblem, isDesktop, subscribe } from "./transport";
export { print, useFirstScreen } from "./window";
export { newId, newOperation, type Operation, undo, undoLast, useWrite, type Written } from "./write";
