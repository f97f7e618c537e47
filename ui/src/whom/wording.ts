import type { Language, T } from "@/i18n";
import type { Filter } from "@/ipc";
import { formatDay, formatMoney, formatNumber, numberText } from "@/kit";
import { type Draft, draftOf, filterOf, takes } from "./asks";
import { fieldWord, type Library, ownKey, valueWord } from "./fields";

/** A condition as its chip says it. */
export interface ConditionWords {
  field: string;
  ask: string;
  value: string;
}

export function conditionWords(t: T, language: Language, library: Library, draft: Draft): ConditionWords {
  return {
    field: fieldWord(t, draft.field, library),
    ask: t(`customers.filters.asks.${draft.ask}`),
    value: valueWords(t, language, library, draft),
  };
}

export const monthWord = (month: number, language: Language) =>
  new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC" }).format(Date.UTC(2000, month - 1));

function valueWords(t: T, language: Language, library: Library, draft: Draft): string {
  const { field, ask, words } = draft;
  switch (takes[ask]) {
    case "nothing":
      return "";
    case "words":
      return words.map((word) => valueWord(t, field, word, library)).join(t("customers.listComma"));
    case "text":
      return draft.text;
    case "days":
      return t("customers.filters.daysOf", { count: Number(draft.days) });
    case "month":
      return monthWord(Number(draft.month), language);
    default:
      return endWords(t, language, draft);
  }
}

function endWords(t: T, language: Language, draft: Draft): string {
  const filter = filterOf(draft);
  if (!filter || !("test" in filter)) return "";
  const { test } = filter;
  if (test.test !== "between" && test.test !== "days") return "";
  const word = (end: string | number | null) => {
    if (end === null) return "";
    if (typeof end === "string") return formatDay(end, language);
    if (draft.kind === "money") return formatMoney(end);
    return draft.kind === "decimal" ? numberText(end) : formatNumber(end, language);
  };
  const [from, to] = [word(test.from), word(test.to)];
  if (from && to && from !== to) return t("customers.filters.ends", { from, to });
  return from || to;
}

/** Any filter as one line, for what the builder does not take apart. */
export function filterWords(
  t: T,
  language: Language,
  library: Library,
  filter: Filter,
  isInside = false,
): string {
  const draft = draftOf(filter, library);
  if (draft)
    return Object.values(conditionWords(t, language, library, draft))
      .filter(Boolean)
      .join(" ");
  if (filter.kind === "not") {
    return t("customers.filters.not", { words: filterWords(t, language, library, filter.of, true) });
  }
  if (filter.kind === "where") return fieldWord(t, filter.field, library);
  if (filter.kind === "own") return fieldWord(t, ownKey(filter.field), library);
  const join = filter.kind === "all" ? "customers.filters.joinedAnd" : "customers.filters.joinedOr";
  const parts = filter.of.map((part) => filterWords(t, language, library, part, true));
  const [first] = parts;
  if (first === undefined)
    return t(filter.kind === "all" ? "customers.everyone" : "customers.filters.nobody");
  const words = parts.reduce((one, two) => t(join, { one, two }));
  return isInside && parts.length > 1 ? t("customers.filters.bracket", { words }) : words;
}
