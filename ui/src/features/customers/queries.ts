import { infiniteQueryOptions } from "@tanstack/react-query";
import {
  type BulkChange,
  type CustomerQuery,
  type CustomerView,
  customers,
  type Id,
  type Kind,
  provide,
  type Selection,
  segments,
  type TimelineCursor,
  views,
} from "@/ipc";

export type CustomerId = Id<"CustomerId">;

/** A line of the list tells of all of these. */
const line: readonly Kind[] = ["customers", "purchases", "segments", "settings"];

export const blockSize = 100;

/** Blocks of a list that nobody looks at any more; a million rows must not stay in memory. */
const forgetAfterMs = 60_000;

export const countOf = (query: CustomerQuery) =>
  provide(line, ["customers", "count", query], () => customers.count(query));

export const blockOf = (query: CustomerQuery, block: number) => ({
  ...provide(line, ["customers", "page", query, block], async () => {
    const page = await customers.page(query, block * blockSize, blockSize);
    return page.rows;
  }),
  gcTime: forgetAfterMs,
});

/** All of them in one call. */
export const countsOf = (queries: readonly CustomerQuery[]) =>
  provide(line, ["customers", "counts", queries], () => customers.counts([...queries]));

export const savedViews = () => provide(["views"], ["views"], views.list);

export const bulkPreview = (selection: Selection, change: BulkChange) => ({
  ...provide(line, ["customers", "bulkPreview", selection, change], () =>
    customers.bulkPreview(selection, change),
  ),
  gcTime: 0,
});

export const mostFound = 200;

/** Rust counts no further. */
export const mostCounted = 10_000;

export const found = (text: string) => ({
  ...provide(line, ["customers", "search", text], () => customers.search(text, mostFound)),
  gcTime: forgetAfterMs,
});

export const overview = () => provide(["customers", "segments"], ["segments", "overview"], segments.overview);

export const viewKey = (id: CustomerId) => ["customers", "view", id] as const;

export const viewOf = (id: CustomerId) =>
  provide<CustomerView>([...line, "followups", "interactions"], viewKey(id), () => customers.get(id));

export const samePhone = (phone: string, except: CustomerId | null) => ({
  ...provide(["customers"], ["customers", "samePhone", phone, except], () =>
    customers.samePhone(phone, except),
  ),
  gcTime: forgetAfterMs,
});

const timelineKinds: readonly Kind[] = ["purchases", "interactions"];

export const latestOf = (id: CustomerId, limit: number) =>
  provide(timelineKinds, ["customers", "latest", id, limit], async () => {
    const page = await customers.timeline(id, null, limit);
    return page.entries;
  });

export const pageSize = 50;

export const timelineOf = (id: CustomerId) =>
  infiniteQueryOptions({
    queryKey: ["customers", "timeline", id] as const,
    queryFn: ({ pageParam }) => customers.timeline(id, pageParam, pageSize),
    initialPageParam: null as TimelineCursor | null,
    getNextPageParam: (page) => page.next ?? undefined,
    meta: { provides: timelineKinds },
  });
