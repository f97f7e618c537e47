import { keepPreviousData } from "@tanstack/react-query";
import {
  type CustomerQuery,
  customers,
  type FlowEdge,
  type Kind,
  type MoveScheme,
  provide,
  type Sorting,
  segments,
  views,
} from "@/ipc";

const sorted: readonly Kind[] = ["segments", "customers", "purchases", "settings"];

export const sorting = () => provide(["settings"], ["segments", "rules"], segments.rules);

/** What is shown stays until the new figures are there: numbers that blink cannot be compared. */
export const studioOf = (asked: Sorting, at: string | null) => ({
  ...provide(sorted, ["segments", "studio", asked, at], () => segments.studio(asked, at)),
  placeholderData: keepPreviousData,
  gcTime: 60_000,
});

export const flowOf = (from: string, to: string, scheme: MoveScheme) => ({
  ...provide(sorted, ["segments", "moves", from, to, scheme], () => segments.moves(from, to, scheme)),
  placeholderData: keepPreviousData,
});

export const pageSize = 50;

export const movedOf = (
  from: string,
  to: string,
  scheme: MoveScheme,
  way: FlowEdge | null,
  start: number,
) => ({
  ...provide(sorted, ["segments", "moved", from, to, scheme, way, start], () =>
    segments.moved(from, to, scheme, way, start, pageSize),
  ),
  placeholderData: keepPreviousData,
});

export const leavingWithin = (days: number, start: number) => ({
  ...provide(sorted, ["segments", "leaving", days, start], () => segments.leaving(days, start, pageSize)),
  placeholderData: keepPreviousData,
});

export const countsOf = (queries: readonly CustomerQuery[]) =>
  provide([...sorted, "interactions", "library"], ["segments", "counts", queries], () =>
    customers.counts([...queries]),
  );

export const countOf = (query: CustomerQuery) =>
  provide([...sorted, "interactions", "library"], ["segments", "count", query], () => customers.count(query));

export const playbooks = () => provide(["playbooks", "views"], ["segments", "playbooks"], segments.playbooks);

export const savedViews = () => provide(["views"], ["views"], views.list);
