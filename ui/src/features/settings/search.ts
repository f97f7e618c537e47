import * as z from "zod/mini";

/** Which part of the settings the address names. Anything unreadable counts as absent; rules live elsewhere by now. */
export const settingsSearch = z.object({
  part: z.catch(
    z.optional(
      z.enum([
        "shop",
        "hours",
        "rules",
        "often",
        "complaints",
        "people",
        "notifications",
        "library",
        "backups",
        "history",
        "about",
      ]),
    ),
    undefined,
  ),
});
