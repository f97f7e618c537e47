// Backups, wherever one is put back: in the settings, or before a damaged file opens at all.
export { Differences } from "./Differences";
export { backups } from "./queries";
export { useRestore } from "./useRestore";
