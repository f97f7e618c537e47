import * as z from "zod/mini";

/** Which part the address names. Anything unreadable counts as absent. */
export const rewardsSearch = z.object({
  part: z.catch(z.optional(z.enum(["levels", "points", "vouchers", "approvals"])), undefined),
});
