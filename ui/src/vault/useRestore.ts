import { type RestoredView, useWrite, vault } from "@/ipc";

/** Puts a backup in the place of the data; answers what there is now. */
export const useRestore = () => useWrite<string, RestoredView>((op, file) => vault.restore(op, file));
