import * as z from "zod/mini";
import { kinds } from "./kinds";

/** Which rule is open: one of the shop's, or a new one of a kind, which may still have to be chosen. */
export const rulesSearch = z.object({
  rule: z.catch(z.optional(z.string()), undefined),
  make: z.catch(z.optional(z.enum(["choose", ...kinds])), undefined),
});
