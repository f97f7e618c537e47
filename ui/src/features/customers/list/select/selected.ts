// Who is selected: these, or everyone of the list but for some. Pure, so that it is told apart from fetching rows.
import type { CustomerRow, Exported, Filter, Selection } from "@/ipc";
import type { CustomerId } from "../../queries";
import type { FullQuery } from "../../search";

export interface Selected {
  /** Whether `ids` are those left out of the whole list. */
  isWhole: boolean;
  ids: ReadonlySet<CustomerId>;
}

export const nobody: Selected = { isWhole: false, ids: new Set() };
export const whole: Selected = { isWhole: true, ids: new Set() };

export const isSelected = ({ isWhole, ids }: Selected, id: CustomerId) => ids.has(id) !== isWhole;

/** How many, in a list of `total`. */
export const countOf = ({ isWhole, ids }: Selected, total: number) =>
  isWhole ? Math.max(0, total - ids.size) : ids.size;

/** These selected or not, the others as they are. */
export function set({ isWhole, ids }: Selected, which: readonly CustomerId[], chosen: boolean): Selected {
  const next = new Set(ids);
  for (const id of which) {
    if (chosen === isWhole) next.delete(id);
    else next.add(id);
  }
  return { isWhole, ids: next };
}

/** As the commands take it. */
export const selectionOf = ({ isWhole, ids }: Selected, filter: Filter): Selection =>
  isWhole ? { kind: "matching", filter, except: [...ids] } : { kind: "these", ids: [...ids] };

/** In the order in which they are seen: that of the list, or that of what a search found. */
export function exportedOf(
  selection: Selection,
  { sort, own, descending }: FullQuery,
  found: readonly Pick<CustomerRow, "id">[] | undefined,
): Exported {
  if (!found || selection.kind !== "these") return { selection, sort, own, descending };
  const chosen = new Set(selection.ids);
  const ids = found.map(({ id }) => id).filter((id) => chosen.has(id));
  return { selection: { kind: "these", ids }, sort: null, own: null, descending: false };
}
