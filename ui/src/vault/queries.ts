import { provide, vault } from "@/ipc";

/** What was done since counts with every operation. */
export const backups = () => provide(["backups", "operations", "settings"], ["vault", "list"], vault.list);
