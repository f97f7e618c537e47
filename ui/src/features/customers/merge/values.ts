import type { T } from "@/i18n";
import type { Birthday, CustomEntry, CustomerDraft, CustomerRow, CustomField } from "@/ipc";
import { formatMoney } from "@/kit";

/** What words a value needs beyond itself. */
export interface Known {
  t: T;
  people: CustomerRow[];
  fields: CustomField[];
}

/** The field's name: one of ours, or what the shop calls its own. */
export function labelOf(field: string, { t, fields }: Known): string {
  const own = fields.find(({ id }) => id === field);
  return own ? own.name : t(`customers.fields.${field as "name"}`);
}

/** A field of a draft as a person reads it; empty where nothing is given. */
export function textOf(field: string, draft: CustomerDraft, known: Known): string {
  const { t, people } = known;
  const portrait = draft.portrait ?? {};
  const person = (id?: string | null) => people.find((row) => row.id === id)?.name ?? "";
  switch (field) {
    case "kind":
      return t(`customers.kind.${draft.kind ?? "person"}`);
    case "birthday":
      return draft.birthday ? dayText(draft.birthday, t) : "";
    case "channel":
      return draft.channel ? t(`terms.channel.${draft.channel}`) : "";
    case "employer":
      return person(portrait.employer);
    case "introducedBy":
      return person(portrait.introducedBy);
    case "hours":
      return portrait.hours ? `${clock(portrait.hours.from)}–${clock(portrait.hours.until)}` : "";
    case "character":
      return portrait.character ? t(`customers.merge.words.${portrait.character}`) : "";
    case "importance":
      return portrait.importance ? t(`customers.merge.words.${portrait.importance}`) : "";
    case "urgency":
      return portrait.urgency ? t(`customers.merge.words.${portrait.urgency}`) : "";
    case "name":
    case "phone":
    case "company":
    case "externalId":
    case "source":
      return draft[field] ?? "";
    case "role":
    case "region":
    case "industry":
    case "owner":
      return portrait[field] ?? "";
    default:
      return ownText(
        portrait.custom?.find((entry) => entry.field === field),
        known,
      );
  }
}

/** A birthday or anniversary. */
export function dayText({ year, month, day, calendar, leap }: Birthday, t: T): string {
  const two = (part: number) => String(part).padStart(2, "0");
  const plain = `${year === null ? "" : `${year}-`}${two(month)}-${two(day)}`;
  if (calendar !== "lunar") return plain;
  return t(leap ? "customers.merge.lunarLeap" : "customers.merge.lunar", { day: plain });
}

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

function ownText(entry: CustomEntry | undefined, { t, fields }: Known): string {
  if (!entry) return "";
  const { kind, value } = entry.value;
  switch (kind) {
    case "text":
    case "date":
      return value;
    case "number":
      return String(value / 10_000);
    case "money":
      return formatMoney(value);
    case "yesNo":
      return t(value ? "customers.merge.words.yes" : "customers.merge.words.no");
    case "choice": {
      const field = fields.find(({ id }) => id === entry.field);
      return field?.choices.find(({ number }) => number === value)?.text ?? "";
    }
  }
}
