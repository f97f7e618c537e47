// Reads a filter that stands in the address; what anybody may have typed there.
import type { Filter, Id, Test } from "@/ipc";
import { type Compact, writeFilter } from "@/terms";
import { choicesOf, type FieldKind, fieldKinds, isField } from "./fields";

export { type Compact, writeFilter };

/** As the domain bounds them. */
const mostDepth = 8;
const mostConditions = 100;
const mostDays = 36_600;

/** Undefined where anything in it is not a filter that Rust would take: such an address counts as without one. */
export function readFilter(compact: unknown): Filter | undefined {
  const left = { conditions: mostConditions };
  return read(compact, mostDepth, left);
}

function read(compact: unknown, depth: number, left: { conditions: number }): Filter | undefined {
  if (!Array.isArray(compact) || depth === 0) return undefined;
  const [word, ...rest] = compact as unknown[];
  if (word === "all" || word === "any") {
    const of = rest.map((inner) => read(inner, depth - 1, left));
    return of.every((inner) => inner !== undefined) ? { kind: word, of } : undefined;
  }
  if (word === "not") {
    const of = rest.length === 1 ? read(rest[0], depth - 1, left) : undefined;
    return of && { kind: "not", of };
  }
  left.conditions -= 1;
  if (left.conditions < 0) return undefined;
  if (word === "own") {
    // Which tests suit the shop's own field only its definition tells; Rust refuses the others.
    const [field, asked, ...told] = rest;
    const test = readTest(asked, told);
    return test && typeof field === "string"
      ? { kind: "own", field: field as Id<"FieldId">, test }
      : undefined;
  }
  if (!isField(word)) return undefined;
  const [name, ...given] = rest;
  const test = readTest(name, given);
  if (!test || !suits[test.test].includes(fieldKinds[word])) return undefined;
  const known = choicesOf(word);
  if ("values" in test && known.length > 0 && !test.values.every((value) => known.includes(value))) {
    return undefined;
  }
  return { kind: "where", field: word, test };
}

const suits: Record<Test["test"], readonly FieldKind[]> = {
  empty: ["own", "words", "set", "channels", "choice", "moment", "birthday"],
  oneOf: ["words", "set", "channels", "choice", "ids"],
  noneOf: ["words", "set", "channels", "choice", "ids"],
  allOf: ["set", "channels", "ids"],
  contains: ["search", "words", "set", "channels"],
  between: ["number", "money"],
  days: ["moment"],
  last: ["moment"],
  notLast: ["moment"],
  next: ["moment", "birthday"],
  month: ["birthday"],
};

const isWord = (value: unknown): value is string =>
  typeof value === "string" && value.trim() !== "" && value.length <= 120;
const isWhole = (value: unknown, most: number): value is number =>
  Number.isInteger(value) && Math.abs(value as number) <= most;
const isDay = (value: unknown): value is string =>
  typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));

function readTest(name: unknown, given: unknown[]): Test | undefined {
  const [first = null, second = null] = given;
  switch (name) {
    case "empty":
      return { test: name };
    case "oneOf":
    case "allOf":
    case "noneOf":
      return given.length > 0 && given.every(isWord) ? { test: name, values: given } : undefined;
    case "contains":
      return isWord(first) ? { test: name, text: first } : undefined;
    case "between": {
      const ends = readEnds(first, second, (end) => isWhole(end, Number.MAX_SAFE_INTEGER));
      return ends && { test: name, ...(ends as { from: number | null; to: number | null }) };
    }
    case "days": {
      const ends = readEnds(first, second, isDay);
      return ends && { test: name, ...(ends as { from: string | null; to: string | null }) };
    }
    case "last":
    case "notLast":
    case "next":
      return isWhole(first, mostDays) && first > 0 ? { test: name, days: first } : undefined;
    case "month":
      return isWhole(first, 12) && first > 0 ? { test: name, month: first } : undefined;
    default:
      return undefined;
  }
}

function readEnds(from: unknown, to: unknown, isEnd: (end: unknown) => boolean) {
  if (from === null && to === null) return undefined;
  if ((from !== null && !isEnd(from)) || (to !== null && !isEnd(to))) return undefined;
  if (from !== null && to !== null && (from as string) > (to as string)) return undefined;
  return { from, to };
}
