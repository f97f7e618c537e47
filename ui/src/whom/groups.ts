// A filter as the builder shows it: one group of conditions, with groups inside it.
import type { Field, Filter } from "@/ipc";

export type Group = Extract<Filter, { kind: "all" | "any" }>;

export const everyone: Group = { kind: "all", of: [] };

export const isGroup = (filter: Filter): filter is Group => filter.kind === "all" || filter.kind === "any";

export const other = ({ kind }: Group): Group["kind"] => (kind === "all" ? "any" : "all");

const isNobody = (filter: Filter) => filter.kind === "any" && filter.of.length === 0;

/** Nobody is a condition of its own, which can be taken away like any other. */
export const groupOf = (filter: Filter = everyone): Group =>
  isGroup(filter) && !isNobody(filter) ? filter : { kind: "all", of: [filter] };

/** Without groups that say nothing; a group of one is what is in it. */
export function tidy({ kind, of }: Group): Group {
  const kept = of
    .map((part) => (isGroup(part) && part.of.length > 0 ? tidy(part) : part))
    .filter((part) => !isGroup(part) || part.of.length > 0 || isNobody(part))
    .map((part) => (isGroup(part) && part.of.length === 1 ? (part.of[0] ?? part) : part));
  if (kept.length === 0) return everyone;
  const [only] = kept;
  return kept.length === 1 && only && isGroup(only) && only.of.length > 0 ? only : { kind, of: kept };
}

/** A segment or stage of the shop's, or `none` for those without a purchase: what one press asks for. */
export type Quick = { field: "segment" | "stage"; value: string };

const asks = (filter: Filter, field: Field, value: string) => {
  if (filter.kind !== "where" || filter.field !== field) return false;
  const { test } = filter;
  if (value === "none") return test.test === "empty";
  return test.test === "oneOf" && test.values.length === 1 && test.values[0] === value;
};

const isQuick = (filter: Filter, field: Field) =>
  filter.kind === "where" &&
  filter.field === field &&
  (filter.test.test === "empty" || (filter.test.test === "oneOf" && filter.test.values.length === 1));

export const isOn = (group: Group, { field, value }: Quick) =>
  (group.kind === "all" || group.of.length === 1) && group.of.some((part) => asks(part, field, value));

/** One of each at a time; a second press lets go. Stages are for those who have bought. */
export function press(group: Group, quick: Quick): Group {
  const of = group.kind === "all" || group.of.length < 2 ? group.of : [group];
  const goes = (part: Filter) =>
    isQuick(part, quick.field) ||
    (quick.field === "stage"
      ? asks(part, "segment", "none")
      : quick.value === "none" && isQuick(part, "stage"));
  const kept = of.filter((part) => !goes(part));
  const test =
    quick.value === "none"
      ? ({ test: "empty" } as const)
      : ({ test: "oneOf", values: [quick.value] } as const);
  const added: Filter[] = isOn(group, quick)
    ? []
    : [
        {
          kind: "where",
          field: quick.field,
          test: test.test === "oneOf" ? { ...test, values: [quick.value] } : test,
        },
      ];
  return tidy({ kind: "all", of: [...kept, ...added] });
}
