// Doing something, in every room alike: one step of the history, said with a way back, or why it was refused.
export { useAct } from "./useAct";
export { useBack } from "./useBack";
export { useTellProblem } from "./useTellProblem";
