import * as z from "zod/mini";
import { channels, occasions, segments, stages } from "@/terms";

const one = <V extends string>(values: readonly V[]) =>
  z.catch(z.optional(z.enum(values as [V, ...V[]])), undefined);

/** Which script stands open, and which ones are listed. Anything unreadable counts as absent. */
export const scriptsSearch = z.object({
  part: one(["figures"]),
  /** An id, or `new`. */
  script: z.catch(z.optional(z.string()), undefined),
  text: z.catch(z.optional(z.string()), undefined),
  occasion: one(occasions),
  segment: one(segments),
  stage: one(stages),
  channel: one(channels),
  /** Those that were put away. */
  archived: z.catch(z.optional(z.boolean()), undefined),
});

export type ScriptsSearch = z.infer<typeof scriptsSearch>;
