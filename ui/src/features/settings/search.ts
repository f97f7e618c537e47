import { z } from "zod";

/** Which part of the settings the address names. Anything unreadable counts as absent. */
export const settingsSearch = z.object({
  part: z.enum(["shop", "rules", "history", "about"]).optional().catch(undefined),
});
