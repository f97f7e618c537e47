import * as z from "zod/mini";
import { rooms } from "./history/rooms";

const day = z.catch(z.optional(z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/))), undefined);
const uuid = z.string().check(z.regex(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/));

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
        "security",
        "notifications",
        "library",
        "backups",
        "history",
        "about",
      ]),
    ),
    undefined,
  ),
  /** What the record is narrowed down to: by whom (or by somebody's id), of what, about whom and when. */
  by: z.catch(z.optional(z.union([z.enum(["owner", "system"]), uuid])), undefined),
  room: z.catch(z.optional(z.enum(rooms)), undefined),
  customer: z.catch(z.optional(uuid), undefined),
  from: day,
  until: day,
});

export type SettingsSearch = z.infer<typeof settingsSearch>;

export type Part = Exclude<NonNullable<SettingsSearch["part"]>, "rules">;
