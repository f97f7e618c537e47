// For whom a rule is: the choices that most shops make, by name; anything else as the customer list would say it.
import type { Language, T } from "@/i18n";
import type { Field, Filter, View } from "@/ipc";
import { segments, stages } from "@/terms";
import { asksPreferences, filterWords, type Library, writeFilter } from "@/whom";

const is = (field: Field, value: string): Filter => ({
  kind: "where",
  field,
  test: { test: "oneOf", values: [value] },
});

export interface Choice {
  id: string;
  label: string;
  filter: Filter;
}

export function choices(t: T, library: Library, views: readonly View[]): Choice[] {
  return [
    { id: "everyone", label: t("rules.audience.everyone"), filter: { kind: "all", of: [] } },
    ...segments.map((value) => ({
      id: `segment ${value}`,
      label: t("rules.audience.named", { name: t(`terms.segment.${value}`) }),
      filter: is("segment", value),
    })),
    ...stages.map((value) => ({
      id: `stage ${value}`,
      label: t("rules.audience.named", { name: t(`terms.stage.${value}`) }),
      filter: is("stage", value),
    })),
    ...library.levels.map(({ id, name }) => ({
      id: `tier ${id}`,
      label: t("rules.audience.level", { name }),
      filter: is("tier", id),
    })),
    ...views.map(({ id, draft }) => ({
      id: `view ${id}`,
      label: t("rules.audience.view", { name: draft.name }),
      filter: draft.query.filter ?? { kind: "all" as const, of: [] },
    })),
  ];
}

/** One condition in a group of its own says the same as the condition alone. */
const bare = (filter: Filter): Filter =>
  filter.kind === "all" && filter.of.length === 1 && filter.of[0] ? bare(filter.of[0]) : filter;

export const isSame = (one: Filter, two: Filter) =>
  JSON.stringify(writeFilter(bare(one))) === JSON.stringify(writeFilter(bare(two)));

export function audienceWords(
  t: T,
  language: Language,
  library: Library,
  known: readonly Choice[],
  filter: Filter,
): string {
  const choice = known.find((each) => isSame(each.filter, filter));
  if (choice) return choice.label;
  return t("rules.audience.by", { words: filterWords(t, language, library, filter) });
}

export const needsPreferences = (rules: readonly { spec: { audience: Filter } }[]) =>
  rules.some(({ spec }) => asksPreferences(spec.audience));
