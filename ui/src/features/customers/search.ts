import * as z from "zod/mini";
import type { CustomerQuery, Field, Filter, Stage, ThreeClass } from "@/ipc";

const segments = ["core", "potential", "win_back"] as const satisfies readonly ThreeClass[];
const stages = ["active", "silent", "forgetting", "lost"] as const satisfies readonly Stage[];
const sorts = ["name", "lastPurchase", "spent"] as const satisfies readonly Field[];

/** What the headings of the list sort by. */
export type CustomerSort = (typeof sorts)[number];

const orAbsent = <T extends z.core.SomeType>(schema: T) => z.catch(z.optional(schema), undefined);

/** What the address of the customer list says. Anything unreadable counts as absent. */
export const customersSearch = z.object({
  q: orAbsent(z.string()),
  /** "none" for those who have not bought yet and so are in no segment. */
  segment: orAbsent(z.enum([...segments, "none"])),
  stage: orAbsent(z.enum(stages)),
  sort: orAbsent(z.enum(sorts)),
  dir: orAbsent(z.enum(["asc", "desc"])),
});

export type CustomersSearch = z.infer<typeof customersSearch>;

/** A search goes over everyone, so a filter ends where one begins. */
export const searching = (before: CustomersSearch, q: string): CustomersSearch =>
  q ? { ...before, segment: undefined, stage: undefined, q } : { ...before, q: undefined };

/** Names read best from A; dates and sums from the greatest. */
export const usualDir = (sort: CustomerSort) => (sort === "name" ? "asc" : "desc");

/** Who was here last comes first, unless the address says otherwise. */
export const usualSort: CustomerSort = "lastPurchase";

const among = (field: Field, value: string): Filter => ({
  kind: "where",
  field,
  test: { test: "oneOf", values: [value] },
});

const nothingIn = (field: Field): Filter => ({ kind: "where", field, test: { test: "empty" } });

export function queryOf({ segment, stage, sort = usualSort, dir }: CustomersSearch): CustomerQuery {
  const of: Filter[] = [];
  if (segment === "none") of.push(nothingIn("segment"));
  else if (segment) of.push(among("segment", segment));
  if (stage && segment !== "none") of.push(among("stage", stage));
  return { filter: { kind: "all", of }, sort, descending: (dir ?? usualDir(sort)) === "desc" };
}

/** Which customers are to become one, and where to go afterwards. */
export const mergeSearch = z.object({
  ids: z.catch(z.string(), ""),
  back: orAbsent(z.enum(["duplicates"])),
});
