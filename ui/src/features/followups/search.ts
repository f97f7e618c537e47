import * as z from "zod/mini";

export const parts = ["today", "week", "month", "birthdays", "care"] as const;
export type Part = (typeof parts)[number];

const day = z.catch(z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))), undefined);

/** Which part of the room the address names, and which day or days. Anything unreadable counts as absent. */
export const followupsSearch = z.object({
  part: z.catch(z.optional(z.enum(parts)), undefined),
  /** The day that the calendar stands on. */
  day,
  /** The days of the report. */
  from: day,
  to: day,
});
