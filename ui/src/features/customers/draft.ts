import * as z from "zod/mini";
import type { CustomerDraft } from "@/ipc";
import { birthdayOf, birthdayText } from "./fields/BirthdayField";

/** The shape of what is typed about a new customer. What may stand in a field, Rust says. */
export const draftForm = z.object({
  kind: z.enum(["person", "company"]),
  name: z.string(),
  phone: z.string(),
  birthday: z.object({ year: z.string(), month: z.string(), day: z.string() }),
  company: z.string(),
  source: z.string(),
  tags: z.array(z.string()),
  note: z.string(),
  externalId: z.string(),
  channel: z.enum(["none", "phone", "wechat", "sms", "email", "in_person"]),
});

export type DraftForm = z.infer<typeof draftForm>;

export const emptyForm: DraftForm = {
  kind: "person",
  name: "",
  phone: "",
  birthday: birthdayText(null),
  company: "",
  source: "",
  tags: [],
  note: "",
  externalId: "",
  channel: "none",
};

export const draftOf = ({ birthday, channel, ...rest }: DraftForm): CustomerDraft => ({
  ...rest,
  birthday: birthdayOf(birthday),
  channel: channel === "none" ? null : channel,
});
