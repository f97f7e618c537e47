import { z } from "zod";

/** What the address of the customer list says. Anything unreadable counts as absent. */
export const customersSearch = z.object({
  q: z.string().optional().catch(undefined),
});
