import * as z from "zod/mini";
import type { ActKind } from "@/ipc";
import { isByHand, type PersonAct } from "./workflow";

const text = z.catch(z.optional(z.string()), undefined);
const day = z.catch(z.optional(z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/))), undefined);

/** Which part, what it is narrowed down to, and whether a complaint is being taken down. */
export const complaintsSearch = z.object({
  part: z.catch(z.optional(z.enum(["board", "all", "improvements", "report"])), undefined),
  owner: text,
  severity: z.catch(z.optional(z.enum(["minor", "moderate", "serious", "severe"])), undefined),
  cause: text,
  channel: z.catch(z.optional(z.enum(["phone", "wechat", "sms", "email", "in_person"])), undefined),
  text,
  asked: z.catch(z.optional(z.boolean()), undefined),
  /** The first and the last day of the report. */
  from: day,
  to: day,
  /** `true`: the form stands open; a customer's id: for this customer. */
  intake: z.catch(z.optional(z.union([z.boolean(), z.string()])), undefined),
});

export type ComplaintsSearch = z.infer<typeof complaintsSearch>;

/** What stands open on a complaint's page. */
export const complaintSearch = z.object({
  act: z.catch(z.optional(z.string()), undefined),
});

/** What a person may do on the page; the address may name anything. */
export const actOf = (possible: readonly ActKind[], act: string | undefined): PersonAct | undefined =>
  possible.filter(isByHand).find((kind) => kind === act);
