// What a person can ask of a field, and the test that comes of it.
import type { Filter, Test } from "@/ipc";
import { numberText, readNumber, readSignedFen } from "@/kit";
import { type FieldKey, type FieldKind, idOf, isField, kindOf, type Library, ownKey } from "./fields";

export type Ask =
  | "is"
  | "isNot"
  | "hasAny"
  | "hasAll"
  | "hasNone"
  | "contains"
  | "containsNot"
  | "atLeast"
  | "atMost"
  | "between"
  | "equals"
  | "last"
  | "notLast"
  | "next"
  | "from"
  | "until"
  | "during"
  | "month"
  | "empty"
  | "notEmpty";

/** The first is what one starts from. */
const asks: Record<FieldKind, readonly Ask[]> = {
  own: ["notEmpty", "empty"],
  words: ["is", "isNot", "contains", "containsNot", "notEmpty", "empty"],
  set: ["hasAny", "hasAll", "hasNone", "contains", "containsNot", "notEmpty", "empty"],
  channels: ["hasAny", "hasAll", "hasNone", "notEmpty", "empty"],
  ids: ["hasAny", "hasAll", "hasNone"],
  choice: ["is", "isNot", "notEmpty", "empty"],
  number: ["atLeast", "atMost", "between", "equals"],
  money: ["atLeast", "atMost", "between", "equals"],
  decimal: ["atLeast", "atMost", "between", "equals"],
  moment: ["notLast", "last", "from", "until", "during", "notEmpty", "empty"],
  birthday: ["next", "month", "notEmpty", "empty"],
  day: ["next", "last", "notLast", "from", "until", "during", "notEmpty", "empty"],
  search: ["contains", "containsNot"],
};

const amounts: readonly FieldKind[] = ["money", "decimal"];
const presence: readonly Ask[] = ["notEmpty", "empty"];

/** What can be asked of a field of this kind. Amounts of the shop's own may be left out, those of every shop are there. */
export const asksOf = (field: FieldKey, kind: FieldKind): readonly Ask[] =>
  isField(field) || !amounts.includes(kind) ? asks[kind] : [...asks[kind], ...presence];

/** Which of a draft's values an ask takes. */
export const takes: Record<Ask, "words" | "text" | "from" | "to" | "ends" | "days" | "month" | "nothing"> = {
  is: "words",
  isNot: "words",
  hasAny: "words",
  hasAll: "words",
  hasNone: "words",
  contains: "text",
  containsNot: "text",
  atLeast: "from",
  atMost: "to",
  between: "ends",
  equals: "from",
  last: "days",
  notLast: "days",
  next: "days",
  from: "from",
  until: "to",
  during: "ends",
  month: "month",
  empty: "nothing",
  notEmpty: "nothing",
};

/** A condition while it is typed. Ends are amounts in yuan, whole numbers or civil days, as the field holds. */
export interface Draft {
  field: FieldKey;
  /** What the field holds. */
  kind: FieldKind;
  ask: Ask;
  words: readonly string[];
  text: string;
  from: string;
  to: string;
  days: string;
  month: string;
}

export function newDraft(field: FieldKey, kind: FieldKind): Draft {
  const [ask = "notEmpty"] = asksOf(field, kind);
  const days = ask !== "next" ? "60" : kind === "day" ? "30" : "7";
  return { field, kind, ask, words: [], text: "", from: "", to: "", days, month: "1" };
}

function where(key: FieldKey, test: Test): Filter {
  return isField(key) ? { kind: "where", field: key, test } : { kind: "own", field: idOf(key), test };
}
const not = (of: Filter): Filter => ({ kind: "not", of });

/** The condition; undefined while something is missing or cannot be read. */
export function filterOf(draft: Draft): Filter | undefined {
  const { field, ask } = draft;
  const test = testOf(draft);
  if (!test) return undefined;
  return ask === "notEmpty" || ask === "containsNot" ? not(where(field, test)) : where(field, test);
}

function testOf({ kind, ask, words, text, from, to, days, month }: Draft): Test | undefined {
  switch (ask) {
    case "is":
    case "hasAny":
      return words.length > 0 ? { test: "oneOf", values: [...words] } : undefined;
    case "hasAll":
      return words.length > 0 ? { test: "allOf", values: [...words] } : undefined;
    case "isNot":
    case "hasNone":
      return words.length > 0 ? { test: "noneOf", values: [...words] } : undefined;
    case "contains":
    case "containsNot":
      return text.trim() ? { test: "contains", text: text.trim() } : undefined;
    case "empty":
    case "notEmpty":
      return { test: "empty" };
    case "last":
    case "notLast":
    case "next": {
      const count = readWhole(days);
      return count !== undefined && count > 0 && count <= 36_600 ? { test: ask, days: count } : undefined;
    }
    case "month":
      return { test: "month", month: Number(month) };
    case "from":
      return from ? { test: "days", from, to: null } : undefined;
    case "until":
      return to ? { test: "days", from: null, to } : undefined;
    case "during":
      return from && to ? { test: "days", ...inOrder(from, to) } : undefined;
    default:
      return amountsOf(ask, readAmount(kind, from), readAmount(kind, to));
  }
}

function amountsOf(ask: Ask, from: number | undefined, to: number | undefined): Test | undefined {
  const end = ask === "atMost" ? to : from;
  if (end === undefined || (ask === "between" && to === undefined)) return undefined;
  if (ask === "atLeast") return { test: "between", from: end, to: null };
  if (ask === "atMost") return { test: "between", from: null, to: end };
  return { test: "between", ...inOrder(end, ask === "equals" ? end : (to ?? end)) };
}

const inOrder = <E extends string | number>(one: E, other: E) =>
  one <= other ? { from: one, to: other } : { from: other, to: one };

function readAmount(kind: FieldKind, text: string): number | undefined {
  if (kind === "money") return readSignedFen(text);
  return kind === "decimal" ? readNumber(text) : readWhole(text);
}

function readWhole(text: string): number | undefined {
  const plain = text.normalize("NFKC").replace(/[,\s]/g, "");
  return /^\d{1,12}$/.test(plain) ? Number(plain) : undefined;
}

/** The other way round; undefined where no single ask says the same, or the shop has the field no more. */
export function draftOf(filter: Filter, library: Library): Draft | undefined {
  if (filter.kind === "not") {
    const inner = isCondition(filter.of) ? draftOf(filter.of, library) : undefined;
    if (inner?.ask === "empty") return { ...inner, ask: "notEmpty" };
    return inner?.ask === "contains" ? { ...inner, ask: "containsNot" } : undefined;
  }
  if (!isCondition(filter)) return undefined;
  const { test } = filter;
  const field = filter.kind === "own" ? ownKey(filter.field) : filter.field;
  const kind = kindOf(field, library);
  if (!kind) return undefined;
  const draft = newDraft(field, kind);
  const isSet = sets.includes(kind);
  switch (test.test) {
    case "oneOf":
      return { ...draft, ask: isSet ? "hasAny" : "is", words: test.values };
    case "noneOf":
      return { ...draft, ask: isSet ? "hasNone" : "isNot", words: test.values };
    case "allOf":
      return { ...draft, ask: "hasAll", words: test.values };
    case "contains":
      return { ...draft, ask: "contains", text: test.text };
    case "empty":
      return { ...draft, ask: "empty" };
    case "last":
    case "notLast":
    case "next":
      return { ...draft, ask: test.test, days: String(test.days) };
    case "month":
      return { ...draft, ask: "month", month: String(test.month) };
    case "days":
      return { ...draft, ...endsOf(test.from, test.to, ["from", "until", "during", "during"]) };
    case "between": {
      const text = (end: number | null) => (end === null ? null : amountText(kind, end));
      return {
        ...draft,
        ...endsOf(text(test.from), text(test.to), ["atLeast", "atMost", "between", "equals"]),
      };
    }
  }
}

const sets: readonly FieldKind[] = ["set", "channels", "ids"];

const isCondition = (filter: Filter): filter is Extract<Filter, { test: Test }> =>
  filter.kind === "where" || filter.kind === "own";

function endsOf(from: string | null, to: string | null, [least, most, both, same]: [Ask, Ask, Ask, Ask]) {
  if (to === null) return { ask: least, from: from ?? "", to: "" };
  if (from === null) return { ask: most, from: "", to };
  return { ask: from === to ? same : both, from, to };
}

function amountText(kind: FieldKind, end: number): string {
  if (kind === "decimal") return numberText(end);
  return kind === "money" ? String(end / 100) : String(end);
}
