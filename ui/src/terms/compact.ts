// A filter as it stands in the address: `["all",["segment","oneOf","core"],["not",["phone","empty"]]]`.
import type { Filter, Test } from "@/ipc";

/** JSON of lists alone: short, and readable in the address. */
export type Compact = readonly unknown[];

export function writeFilter(filter: Filter): Compact {
  if (filter.kind === "not") return ["not", writeFilter(filter.of)];
  if (filter.kind === "own") return ["own", filter.field, filter.test.test, ...argumentsOf(filter.test)];
  if (filter.kind !== "where") return [filter.kind, ...filter.of.map(writeFilter)];
  return [filter.field, filter.test.test, ...argumentsOf(filter.test)];
}

function argumentsOf(test: Test): Compact {
  switch (test.test) {
    case "empty":
      return [];
    case "oneOf":
    case "allOf":
    case "noneOf":
      return test.values;
    case "contains":
      return [test.text];
    case "between":
    case "days":
      return [test.from, test.to];
    case "last":
    case "notLast":
    case "next":
      return [test.days];
    case "month":
      return [test.month];
  }
}
