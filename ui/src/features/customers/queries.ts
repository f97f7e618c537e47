import { infiniteQueryOptions } from "@tanstack/react-query";
import {
  type BulkChange,
  type CustomerDraft,
  type CustomerQuery,
  type CustomerView,
  customers,
  dossier,
  followups,
  type Id,
  interactions,
  type Kind,
  provide,
  purchases,
  type RefundDraft,
  type RefundPreview,
  type Selection,
  type Shown,
  segments,
  type TimelineCursor,
  type TimelineFilter,
} from "@/ipc";

export { library, ownFields, savedViews } from "@/whom";

export type CustomerId = Id<"CustomerId">;

/** A line of the list tells of all of these. */
const line: readonly Kind[] = [
  "customers",
  "purchases",
  "segments",
  "settings",
  "interactions",
  "library",
  "tiers",
];

export const blockSize = 100;

/** Blocks of a list that nobody looks at any more; a million rows must not stay in memory. */
const forgetAfterMs = 60_000;

/** However much of each is shown. */
export const countOf = ({ show: _, ...query }: CustomerQuery) =>
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

export const bulkPreview = (selection: Selection, change: BulkChange) => ({
  ...provide(line, ["customers", "bulkPreview", selection, change], () =>
    customers.bulkPreview(selection, change),
  ),
  gcTime: 0,
});

export const mostFound = 200;

/** Rust counts no further. */
export const mostCounted = 10_000;

export const found = (text: string, show: Shown) => ({
  ...provide(line, ["customers", "search", text, show], () => customers.search(text, mostFound, show)),
  gcTime: forgetAfterMs,
});

export const overview = () => provide(["customers", "segments"], ["segments", "overview"], segments.overview);

export const viewKey = (id: CustomerId) => ["customers", "view", id] as const;

export const viewOf = (id: CustomerId) =>
  provide<CustomerView>([...line, "followups", "interactions"], viewKey(id), () => dossier.page(id));

/** What is typed about somebody, as far as it tells customers apart. */
export type Typed = Pick<CustomerDraft, "kind" | "name" | "phone" | "birthday" | "company" | "portrait">;

export const similarTo = (typed: Typed, except: CustomerId | null) => ({
  ...provide(["customers"], ["customers", "similar", typed, except], () => customers.similar(typed, except)),
  gcTime: forgetAfterMs,
});

export const groupsAtOnce = 20;

export const duplicateGroups = () =>
  infiniteQueryOptions({
    queryKey: ["customers", "duplicates"] as const,
    queryFn: ({ pageParam }) => customers.duplicates(pageParam, groupsAtOnce),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next ?? undefined,
    meta: { provides: line },
  });

export const sideBySide = (ids: CustomerId[], keep: CustomerId | null) => ({
  ...provide([...line, "interactions", "followups"], ["customers", "compare", ids, keep], () =>
    customers.compare(ids, keep),
  ),
  gcTime: forgetAfterMs,
});

const timelineKinds: readonly Kind[] = ["purchases", "interactions", "followups"];

export const everything: TimelineFilter = { kinds: [], text: "" };

export const latestOf = (id: CustomerId, limit: number) =>
  provide(timelineKinds, ["customers", "latest", id, limit], async () => {
    const page = await dossier.timeline(id, everything, null, limit);
    return page.entries;
  });

export const pageSize = 50;

export const playbooksOf = (id: CustomerId) =>
  provide([...line, "playbooks", "views"], ["customers", "playbooks", id], () => segments.playbooksOf(id));

export const timelineOf = (id: CustomerId, filter: TimelineFilter) =>
  infiniteQueryOptions({
    queryKey: ["customers", "timeline", id, filter] as const,
    queryFn: ({ pageParam }) => dossier.timeline(id, filter, pageParam, pageSize),
    initialPageParam: null as TimelineCursor | null,
    getNextPageParam: (page) => page.next ?? undefined,
    meta: { provides: timelineKinds },
  });

export type PurchaseId = Id<"PurchaseId">;

export const staysOf = (customer: CustomerId, purchase: PurchaseId) => ({
  ...provide(["purchases"], ["purchases", "stays", purchase], () => purchases.stays(customer, purchase)),
  gcTime: 0,
});

/** What a refund would come to; the last answer stays while the next one is worked out. */
export const refundPreview = (
  customer: CustomerId,
  purchase: PurchaseId,
  draft: RefundDraft | undefined,
) => ({
  ...provide<RefundPreview>(["purchases", "points"], ["purchases", "refund", purchase, draft], () =>
    purchases.previewRefund(customer, purchase, draft ?? { lines: [], amountFen: 0 }),
  ),
  enabled: draft !== undefined,
  gcTime: 0,
  retry: false,
  placeholderData: (before: RefundPreview | undefined) => before,
});

export const pinnedOf = (id: CustomerId) =>
  provide(["interactions"], ["customers", "pinned", id], () => interactions.pinned(id));

export const cardOf = (id: CustomerId) => ({
  ...provide([...line, "interactions", "followups", "library", "tiers"], ["customers", "card", id], () =>
    dossier.card(id),
  ),
  gcTime: forgetAfterMs,
});

/** What holds for this customer alone; the shop's own rules and caps are no part of it. */
export const limitOf = (id: CustomerId) => ({
  ...provide(["customers", "followups", "rules"], ["followups", "contactLimit", id], () =>
    followups.contactLimit(id),
  ),
  gcTime: forgetAfterMs,
});
