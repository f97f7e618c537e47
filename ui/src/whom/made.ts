// Filters as tests write them.
import type { Field, Filter, Test } from "@/ipc";

export const on = (field: Field, test: Test): Filter => ({ kind: "where", field, test });
export const is = (field: Field, ...values: string[]) => on(field, { test: "oneOf", values });
export const empty = (field: Field) => on(field, { test: "empty" });
export const contains = (field: Field, text: string) => on(field, { test: "contains", text });
export const not = (of: Filter): Filter => ({ kind: "not", of });
export const all = (...of: Filter[]): Extract<Filter, { kind: "all" }> => ({ kind: "all", of });
export const any = (...of: Filter[]): Extract<Filter, { kind: "any" }> => ({ kind: "any", of });
