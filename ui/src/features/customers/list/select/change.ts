// One change to many customers as it is put together.
import type { BulkChange, BulkField, Preference } from "@/ipc";
import { type FieldKey, idOf, isField, type Library, ownField } from "@/whom";
import { typedValue } from "../../fields/own";

export type BulkKind = Exclude<BulkChange["kind"], "setOwn">;

/** What was typed so far, for each kind of change. */
export interface Typed {
  tags: readonly string[];
  liked: readonly Preference["id"][];
  field: FieldKey;
  value: string;
  /** The field is to be emptied; a value that was merely not typed yet empties nothing. */
  isEmptied: boolean;
}

export const nothingTyped: Typed = { tags: [], liked: [], field: "owner", value: "", isEmptied: false };

/** Fields that many can have the same in, besides the shop's own. */
export const bulkFields: readonly BulkField[] = [
  "owner",
  "source",
  "region",
  "industry",
  "company",
  "channel",
  "importance",
  "urgency",
  "character",
  "kind",
];

/** Everyone is a person or a company. */
export const canBeEmpty = (field: FieldKey) => field !== "kind";

/** The change; undefined while something is missing or cannot be read. */
export function changeOf(kind: BulkKind, typed: Typed, library: Library): BulkChange | undefined {
  const { tags, liked } = typed;
  switch (kind) {
    case "addTags":
    case "removeTags":
      return tags.length > 0 ? { kind, tags: [...tags] } : undefined;
    case "addPreferences":
    case "removePreferences":
      return liked.length > 0 ? { kind, ids: [...liked] } : undefined;
    case "set":
      return setting(typed, library);
  }
}

function setting({ field, value, isEmptied }: Typed, library: Library): BulkChange | undefined {
  const text = isEmptied ? "" : value.trim();
  if (text === "" && !isEmptied) return undefined;
  if (isField(field)) return { kind: "set", field: field as BulkField, value: text };
  const own = ownField(field, library);
  if (!own) return undefined;
  const known = isEmptied ? null : typedValue(own, text);
  return known === undefined ? undefined : { kind: "setOwn", field: idOf(field), value: known };
}
