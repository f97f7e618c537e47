import * as z from "zod/mini";
import type { CustomerQuery, Field, Filter } from "@/ipc";
import {
  type Compact,
  everyone,
  type FieldKey,
  fallsUsually,
  fieldKinds,
  idOf,
  isField,
  orderedFields,
  ownKey,
  readFilter,
  writeFilter,
} from "@/whom";

const anId = /^own:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const isOrder = (word: unknown) =>
  isField(word) ? orderedFields.includes(word) : typeof word === "string" && anId.test(word);

const orAbsent = <T extends z.core.SomeType>(schema: T) => z.catch(z.optional(schema), undefined);

/** What the address of the customer list says. Anything unreadable counts as absent. */
export const customersSearch = z.object({
  q: orAbsent(z.string()),
  /** Who is shown, as lists. */
  f: orAbsent(z.custom<Compact>((value) => readFilter(value) !== undefined)),
  /** A field, or one of the shop's own as `own:` and its id. */
  sort: orAbsent(z.custom<FieldKey>(isOrder)),
  dir: orAbsent(z.enum(["asc", "desc"])),
  /** The saved view one came from. What is shown stands in the rest of the address, changes included. */
  view: orAbsent(z.string()),
});

export type CustomersSearch = z.infer<typeof customersSearch>;

/** A search goes over everyone, so a filter ends where one begins. */
export const searching = (before: CustomersSearch, q: string): CustomersSearch =>
  q ? { ...before, f: undefined, view: undefined, q } : { ...before, q: undefined };

/** What the address leaves out. What a field of the shop's own holds it cannot know. */
const usualDir = (sort: FieldKey) => (isField(sort) && fallsUsually(fieldKinds[sort]) ? "desc" : "asc");

/** Who was here last comes first, unless the address says otherwise. */
export const usualSort: Field = "lastPurchase";

/** A query that says all it can say. */
export type FullQuery = Required<Omit<CustomerQuery, "show">>;

export function queryOf({ f, sort = usualSort, dir }: CustomersSearch): FullQuery {
  const filter = readFilter(f) ?? everyone;
  return { filter, ...orderBy(sort), descending: (dir ?? usualDir(sort)) === "desc" };
}

export const orderBy = (key: FieldKey): Pick<FullQuery, "sort" | "own"> =>
  isField(key) ? { sort: key, own: null } : { sort: "name", own: idOf(key) };

/** What a list is sorted by. */
export const sortKey = ({ sort = "name", own }: CustomerQuery): FieldKey => (own ? ownKey(own) : sort);

/** Which customers are to become one, and where to go afterwards. */
export const mergeSearch = z.object({
  ids: z.catch(z.string(), ""),
  back: orAbsent(z.enum(["duplicates", "customer"])),
});
const isEveryone = (filter: Filter) => filter.kind === "all" && filter.of.length === 0;

/** The other way round: what the address says of a query. */
export function addressOf(query: CustomerQuery) {
  const { filter = everyone, descending = false } = query;
  const sort = sortKey(query);
  const dir: "asc" | "desc" = descending ? "desc" : "asc";
  return {
    f: isEveryone(filter) ? undefined : writeFilter(filter),
    sort: sort === usualSort ? undefined : sort,
    dir: dir === usualDir(sort) ? undefined : dir,
  } satisfies CustomersSearch;
}

export const usualQuery: FullQuery = queryOf({});

/** Whether two lists have the same customers in the same order. */
export const isSameQuery = (one: CustomerQuery, other: CustomerQuery) =>
  JSON.stringify(addressOf(one)) === JSON.stringify(addressOf(other));
