import * as z from "zod/mini";

export const parts = ["schemes", "moves", "leaving", "board", "playbooks"] as const;
export type Part = (typeof parts)[number];

/** Which part of the room the address names. Anything unreadable counts as absent. */
export const segmentsSearch = z.object({
  part: z.catch(z.optional(z.enum(parts)), undefined),
});
