import type { T } from "@/i18n";
import type { CustomField, CustomKind, Field, Id, Preference, TierLevel } from "@/ipc";
import { channels } from "@/terms";

/** What a field holds, and with it what can be asked of it; as `FieldKind` in the domain. */
export type FieldKind =
  | "own"
  | "words"
  | "set"
  | "channels"
  | "ids"
  | "choice"
  | "number"
  | "money"
  | "decimal"
  | "moment"
  | "day"
  | "birthday"
  | "search";

/** In the order in which they are offered. */
export const fieldKinds: Record<Field, FieldKind> = {
  segment: "choice",
  stage: "choice",
  four: "choice",
  eight: "choice",
  tier: "choice",
  tags: "set",
  preferences: "ids",
  lastPurchase: "moment",
  contacted: "moment",
  spent: "money",
  purchases: "number",
  rhythm: "number",
  birthday: "birthday",
  source: "words",
  channel: "choice",
  agreed: "channels",
  refused: "channels",
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
};

/** Fields that every shop has. */
export const fields = Object.keys(fieldKinds) as Field[];

export const isField = (word: unknown): word is Field => typeof word === "string" && word in fieldKinds;

const hasOrder = (field: Field) => !["search", "ids"].includes(fieldKinds[field]);

/** Those that a list can be sorted by. */
export const orderedFields = fields.filter(hasOrder);

export type FieldId = Id<"FieldId">;

/** A field of the shop's own, by its id. */
export type OwnKey = `own:${string}`;

/** A field that every shop has, or one of this shop's own. */
export type FieldKey = Field | OwnKey;

export const ownKey = (id: FieldId): OwnKey => `own:${id}`;

export const idOf = (key: OwnKey) => key.slice("own:".length) as FieldId;

/** What the shop defined for itself. */
export interface Library {
  fields: readonly CustomField[];
  preferences: readonly Preference[];
  /** Of membership, from the lowest. */
  levels: readonly TierLevel[];
  /** Whether what is not in it is gone, rather than on its way. */
  isWhole: boolean;
}

export const noLibrary: Library = { fields: [], preferences: [], levels: [], isWhole: true };

const ownKinds: Record<CustomKind, FieldKind> = {
  text: "words",
  number: "decimal",
  date: "day",
  choice: "choice",
  yesNo: "choice",
  money: "money",
};

/** The shop's own field behind a key; none where it is gone, or where every shop has the field. */
export const ownField = (key: FieldKey, library: Library): CustomField | undefined => {
  if (isField(key)) return undefined;
  const id = idOf(key);
  return library.fields.find((field) => field.id === id);
};

/** Undefined where the shop has no such field, or no more. */
export function kindOf(key: FieldKey, library: Library): FieldKind | undefined {
  if (isField(key)) return fieldKinds[key];
  const own = ownField(key, library);
  return own && ownKinds[own.kind];
}

const choices: Partial<Record<Field, readonly string[]>> = {
  segment: ["core", "potential", "win_back"],
  stage: ["active", "silent", "forgetting", "lost"],
  four: ["loyal", "growth", "general", "at_risk"],
  eight: ["111", "110", "101", "100", "011", "010", "001", "000"],
  kind: ["person", "company"],
  channel: channels,
  agreed: channels,
  refused: channels,
  character: ["rational", "emotional"],
  importance: ["low", "medium", "high"],
  urgency: ["low", "medium", "high"],
};

/** The values that a field of every shop is limited to; none where it is not. */
export const choicesOf = (field: Field) => choices[field] ?? [];

/** The same of any field: choices of the shop's own by their numbers, preferences and levels by their ids. */
export function valuesOf(key: FieldKey, library: Library): readonly string[] {
  if (key === "preferences") return library.preferences.map(({ id }) => id);
  if (key === "tier") return library.levels.map(({ id }) => id);
  if (isField(key)) return choicesOf(key);
  const own = ownField(key, library);
  if (own?.kind === "yesNo") return ["yes", "no"];
  return own?.choices.map(({ number }) => String(number)) ?? [];
}

/** A name that is not there yet, or not any more. */
const gone = (t: T, { isWhole }: Library, key: "goneField" | "goneValue") =>
  isWhole ? t(`customers.filters.${key}`) : "…";

export function fieldWord(t: T, key: FieldKey, library: Library): string {
  if (isField(key)) return t(`customers.fields.${key}`);
  return ownField(key, library)?.name ?? gone(t, library, "goneField");
}

const choiceRoots: Partial<Record<Field, string>> = {
  segment: "terms.segment",
  stage: "terms.stage",
  four: "terms.four",
  eight: "terms.eight",
  kind: "customers.kind",
  channel: "terms.channel",
  agreed: "terms.channel",
  refused: "terms.channel",
  character: "customers.character",
  importance: "customers.level",
  urgency: "customers.level",
};

/** What a choice is called; words stand for themselves. */
export function valueWord(t: T, key: FieldKey, value: string, library: Library): string {
  if (key === "preferences") {
    const known = library.preferences.find(({ id }) => id === value);
    return known?.value ?? gone(t, library, "goneValue");
  }
  if (key === "tier") {
    const known = library.levels.find(({ id }) => id === value);
    return known?.name ?? gone(t, library, "goneValue");
  }
  if (isField(key)) {
    const root = choiceRoots[key];
    return root && choicesOf(key).includes(value) ? t(`${root}.${value}` as Parameters<T>[0]) : value;
  }
  const own = ownField(key, library);
  if (own?.kind === "yesNo") return t(value === "yes" ? "customers.own.yes" : "customers.own.no");
  if (own?.kind !== "choice") return value;
  const choice = own.choices.find(({ number }) => String(number) === value);
  return choice?.text ?? gone(t, library, "goneValue");
}

/** Names read best from A; dates, counts and sums from the greatest. */
export const fallsUsually = (kind: FieldKind | undefined) =>
  kind !== undefined && /^(number|money|decimal|moment|day)$/.test(kind);
