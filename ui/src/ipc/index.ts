// The only door between the screens and Rust. The typed commands are generated into `bindings.ts`, beside this file.
export { type Kind, makeQueryClient, onHuikeEvent, provide, refetchChanged } from "./invalidation";
export { CommandError, type CommandProblem, call, type HuikeEvent, isDesktop, subscribe } from "./transport";
