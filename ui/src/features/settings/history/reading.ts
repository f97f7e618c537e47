// What the file stores, as somebody reads it: codes, days that are numbers, and texts too long to compare by eye.
import type { Key } from "@/i18n";

const yesNo: readonly Key[] = ["audit.codes.no", "audit.codes.yes"];
const calendars: readonly Key[] = ["audit.codes.solar", "audit.codes.lunar"];

/** Words for the small numbers of a column, from 0. */
const codes: Record<string, readonly Key[]> = {
  "anniversary.calendar": calendars,
  "anniversary.leap": yesNo,
  "approval_answer.approved": yesNo,
  "complaint.asked": yesNo,
  "complaint.severity": [
    "terms.severity.minor",
    "terms.severity.moderate",
    "terms.severity.serious",
    "terms.severity.severe",
  ],
  "complaint_clock.clock": [
    "terms.clock.firstAnswer",
    "terms.clock.update",
    "terms.clock.solution",
    "terms.clock.followUp",
  ],
  "complaint_clock.dropped": yesNo,
  "customer.birth_calendar": calendars,
  "customer.birth_leap": yesNo,
  "customer.kind": ["audit.codes.person", "audit.codes.company"],
  "entitlement_step.kind": ["audit.codes.redeemed", "audit.codes.withdrawn", "audit.codes.again"],
  "follow_up.state": ["audit.codes.open", "audit.codes.done", "audit.codes.cancelled"],
  "joined_reason.settled": yesNo,
  "points_entry.kind": [
    "audit.codes.earn",
    "audit.codes.spend",
    "audit.codes.expire",
    "audit.codes.reverse",
    "audit.codes.settle",
    "audit.codes.adjust",
  ],
  "reach.kind": ["audit.codes.phone", "audit.codes.email", "audit.codes.wechat", "audit.codes.address"],
  "rule.enabled": yesNo,
  "script.archived": yesNo,
  "script.enabled": yesNo,
  "view.pinned": yesNo,
  "view.segment": yesNo,
  "voucher_event.kind": ["audit.codes.redeemed", "audit.codes.void"],
};

/** The word for a code, where there is one. */
export const codeWord = (table: string, field: string, code: number): Key | undefined =>
  codes[`${table}.${field}`]?.[code];

/** Where a number is a civil day. */
const days = new Set([
  "contact_limit.quiet_until",
  "entitlement.expires",
  "follow_up.by_day",
  "follow_up.expires",
  "follow_up.from_day",
  "improvement.due_on",
  "joined_reason.day",
  "joined_reason.expires",
  "points_entry.day",
  "points_entry.expires",
  "tier_override.from_day",
  "tier_override.until_day",
  "voucher.expires",
  "voucher.valid_from",
]);

/** Where a number is a moment, though its column does not end in `_at`. */
const moments = new Set(["complaint.waiting_since", "follow_up.snoozed_to"]);

const dayMs = 86_400_000;
/** 1970-01-01, counted from 0001-01-01 as day 1. */
const epochDay = 719_163;
const mostMs = 8.64e15;

/** A stored number as a civil day or a moment, where it is one. */
export function dated(
  table: string,
  field: string,
  number: number,
): { day: string } | { ms: number } | undefined {
  const column = `${table}.${field}`;
  if (days.has(column)) return { day: new Date((number - epochDay) * dayMs).toISOString().slice(0, 10) };
  return moments.has(column) ? { ms: number } : undefined;
}

/** A moment that stands for "never" lies beyond any calendar. */
export const isMoment = (ms: number): boolean => Math.abs(ms) <= mostMs;

/** So much of a text stands in a line. */
const lineLength = 80;
/** So much of what both have in common leads up to where they differ. */
const leadLength = 16;

/** Two texts cut to where they differ. */
export function cutBoth(before: string, after: string): [string, string] {
  let same = 0;
  while (same < before.length && same < after.length && before[same] === after[same]) same++;
  const from =
    Math.max(before.length, after.length) > lineLength && same > leadLength * 2 ? same - leadLength : 0;
  return [cut(before, from), cut(after, from)];
}

/** A text cut to a line, from there on. */
export function cut(text: string, from = 0): string {
  const end = from + lineLength;
  return `${from > 0 ? "…" : ""}${text.slice(from, end)}${text.length > end ? "…" : ""}`;
}

export interface Leaf {
  /** Where in the value, such as `hours.1.from`. */
  path: string;
  before: string;
  after: string;
}

/** Where two JSON texts differ, leaf by leaf; nothing where they are no JSON to look into. */
export function leavesOf(before: string, after: string): Leaf[] | undefined {
  const [was, is] = [structure(before), structure(after)];
  if (!was && !is) return undefined;
  const all = [flat(was ?? {}), flat(is ?? {})] as const;
  const paths = new Set([...all[0].keys(), ...all[1].keys()]);
  return [...paths]
    .map((path) => ({ path, before: all[0].get(path) ?? "", after: all[1].get(path) ?? "" }))
    .filter((leaf) => leaf.before !== leaf.after);
}

/** JSON with a line for each leaf; any other text as it is. */
export function spread(text: string): string {
  const found = structure(text);
  return found ? JSON.stringify(found, null, 2) : text;
}

function structure(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}

function flat(value: object, path = "", found = new Map<string, string>()): Map<string, string> {
  for (const [key, inner] of Object.entries(value)) {
    const here = path ? `${path}.${key}` : key;
    if (typeof inner === "object" && inner !== null) flat(inner, here, found);
    else if (inner !== null && inner !== "") found.set(here, String(inner));
  }
  return found;
}
