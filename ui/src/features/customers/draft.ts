import * as z from "zod/mini";
import { birthdayOf, birthdayText } from "@/dates";
import type { CustomerDraft, Reach } from "@/ipc";
import type { CustomerId } from "./queries";

const text = z.string();

/** The shape of what is typed about a new customer. What may stand in a field, Rust says. */
export const draftForm = z.object({
  kind: z.enum(["person", "company"]),
  name: text,
  phone: text,
  tags: z.array(text),
  birthday: z.object({
    year: text,
    month: text,
    day: text,
    calendar: z.enum(["solar", "lunar"]),
    leap: z.boolean(),
  }),
  channel: z.enum(["none", "phone", "wechat", "sms", "email", "in_person"]),
  email: text,
  wechat: text,
  address: text,
  company: text,
  role: text,
  region: text,
  industry: text,
  source: text,
  introducedBy: z.nullable(z.object({ id: text, name: text })),
  owner: text,
  externalId: text,
  note: text,
});

export type DraftForm = z.infer<typeof draftForm>;

export const emptyForm: DraftForm = {
  kind: "person",
  name: "",
  phone: "",
  tags: [],
  birthday: birthdayText(null),
  channel: "none",
  email: "",
  wechat: "",
  address: "",
  company: "",
  role: "",
  region: "",
  industry: "",
  source: "",
  introducedBy: null,
  owner: "",
  externalId: "",
  note: "",
};

const quick: readonly (keyof DraftForm)[] = ["kind", "name", "phone", "tags"];

/** Whether anything beyond name, phone and tags was filled in. */
export const isBeyondQuick = (form: DraftForm) =>
  Object.keys(form).some((key) => {
    const name = key as keyof DraftForm;
    return !quick.includes(name) && JSON.stringify(form[name]) !== JSON.stringify(emptyForm[name]);
  });

export function draftOf(form: DraftForm): CustomerDraft {
  const { kind, name, phone, tags, source, externalId, note, region, industry, owner } = form;
  const isPerson = kind === "person";
  const reaches: Reach[] = (["email", "wechat", "address"] as const)
    .filter((reach) => form[reach].trim() !== "")
    .map((reach) => ({ kind: reach, value: form[reach], label: "" }));
  return {
    kind,
    name,
    phone,
    tags,
    source,
    externalId,
    note,
    birthday: isPerson ? birthdayOf(form.birthday) : null,
    company: isPerson ? form.company : "",
    channel: form.channel === "none" ? null : form.channel,
    portrait: {
      reaches,
      region,
      industry,
      owner,
      role: isPerson ? form.role : "",
      introducedBy: (form.introducedBy?.id ?? null) as CustomerId | null,
    },
  };
}
