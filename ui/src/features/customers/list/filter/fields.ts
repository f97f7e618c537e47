import type { T } from "@/i18n";
import type { Field } from "@/ipc";

/** What a field holds, and with it what can be asked of it; as `FieldKind` in the domain. */
export type FieldKind =
  | "own"
  | "words"
  | "set"
  | "ids"
  | "choice"
  | "number"
  | "money"
  | "moment"
  | "birthday"
  | "search";

/** In the order in which they are offered. */
export const fieldKinds: Record<Field, FieldKind> = {
  segment: "choice",
  stage: "choice",
  tags: "set",
  lastPurchase: "moment",
  contacted: "moment",
  spent: "money",
  purchases: "number",
  birthday: "birthday",
  source: "words",
  channel: "choice",
  company: "words",
  kind: "choice",
  region: "words",
  industry: "words",
  owner: "words",
  importance: "choice",
  urgency: "choice",
  character: "choice",
  created: "moment",
  name: "own",
  phone: "own",
  externalId: "own",
  text: "search",
  agreed: "set",
  refused: "set",
  preferences: "ids",
};

/** Known to filters of the terminal and of views; the picker has no choice of them yet. */
const notOffered: readonly Field[] = ["agreed", "refused", "preferences"];

export const fields = (Object.keys(fieldKinds) as Field[]).filter((field) => !notOffered.includes(field));

export const isField = (word: unknown): word is Field => typeof word === "string" && word in fieldKinds;

/** Those that a list can be sorted by. */
export const orderedFields = fields.filter((field) => fieldKinds[field] !== "search");

const choices: Partial<Record<Field, readonly string[]>> = {
  segment: ["core", "potential", "win_back"],
  stage: ["active", "silent", "forgetting", "lost"],
  kind: ["person", "company"],
  channel: ["phone", "wechat", "sms", "email", "in_person"],
  character: ["rational", "emotional"],
  importance: ["low", "medium", "high"],
  urgency: ["low", "medium", "high"],
};

export const choicesOf = (field: Field) => choices[field] ?? [];

export const fieldWord = (t: T, field: Field) => t(`customers.fields.${field}`);

const choiceRoots: Partial<Record<Field, string>> = {
  segment: "terms.segment",
  stage: "terms.stage",
  kind: "customers.kind",
  channel: "terms.channel",
  character: "customers.character",
  importance: "customers.level",
  urgency: "customers.level",
};

/** What a choice is called; other values stand for themselves. */
export function valueWord(t: T, field: Field, value: string): string {
  const root = choiceRoots[field];
  return root && choicesOf(field).includes(value) ? t(`${root}.${value}` as Parameters<T>[0]) : value;
}

/** Names read best from A; dates, counts and sums from the greatest. */
export const fallsUsually = (field: Field) => /^(number|money|moment)$/.test(fieldKinds[field]);
