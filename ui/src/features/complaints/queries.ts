import {
  type ActKind,
  type BoardFilter,
  type Channel,
  type ComplaintState,
  complaints,
  dossier,
  type Id,
  type Kind,
  type ListPage,
  provide,
  providePages,
  tiers,
  vouchers,
} from "@/ipc";
import type { ComplaintsSearch } from "./search";

export type ComplaintId = Id<"ComplaintId">;

const made: readonly Kind[] = ["complaints", "customers", "settings"];

/** Deadlines come nearer without anybody doing anything. */
export const askAgainMs = 30_000;

export function filterOf(search: ComplaintsSearch): BoardFilter {
  return {
    owner: search.owner ?? null,
    severity: search.severity ?? null,
    cause: (search.cause as Id<"CauseId"> | undefined) ?? null,
    channel: search.channel ?? null,
    text: search.text ?? "",
    asked: search.asked ?? false,
  };
}

export const boardOf = (filter: BoardFilter) =>
  provide(made, ["complaints", "board", filter], () => complaints.board(filter));

const pageSize = 100;

export const listOf = (state: ComplaintState | null, filter: BoardFilter) =>
  providePages<ListPage>(made, ["complaints", "list", state, filter], (after) =>
    complaints.list(state, filter, after, pageSize),
  );

export const complaintOf = (id: ComplaintId) =>
  provide([...made, "purchases", "vouchers", "tiers"], ["complaints", "one", id], () => complaints.get(id));

export const complaintRules = () => provide(["settings"], ["complaints", "rules"], complaints.rules);

export const hintsOf = (
  customer: Id<"CustomerId"> | null,
  words: string,
  purchase: Id<"PurchaseId"> | null,
) => ({
  ...provide(made, ["complaints", "hints", customer, words, purchase], () =>
    complaints.hints(customer, words, purchase),
  ),
  gcTime: 60_000,
});

/** Who a customer is and what they bought last. */
export const cardOf = (customer: Id<"CustomerId"> | null) =>
  provide(["purchases", "customers"], ["complaints", "card", customer], () =>
    dossier.card(customer as Id<"CustomerId">),
  );

/** The shop's vouchers, to give one of. */
export const voucherBatches = () =>
  provide(["vouchers"], ["complaints", "batches"], () => vouchers.batches());

/** The shop's benefits, to give one of. */
export const benefits = () =>
  provide(
    ["tiers", "settings"],
    ["complaints", "benefits"],
    async () => (await tiers.programs()).now.benefits,
  );

export const wordsOf = (id: ComplaintId, act: ActKind, channel: Channel | null) => ({
  ...provide([...made, "scripts"], ["complaints", "words", id, act, channel], () =>
    complaints.words(id, act, channel),
  ),
  gcTime: 60_000,
});
