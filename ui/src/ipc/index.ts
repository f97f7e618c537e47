// The only door between the screens and Rust. `bindings.ts` is generated from the list of commands.
export * from "./bindings";
export { type Kind, makeQueryClient, onHuikeEvent, provide, refetchChanged } from "./invalidation";
export { CommandError, type CommandProblem, isDesktop, subscribe } from "./transport";
export { newOperation, type Operation, undo, useWrite, type Written } from "./write";
