import {
  type EarningRule,
  type Id,
  type PointsExample,
  type PrintedVoucher,
  type Program,
  points,
  provide,
  type TierPreview,
  tiers,
  vouchers,
  type Who,
} from "@/ipc";

export type CustomerId = Id<"CustomerId">;
export type BatchId = Id<"VoucherBatchId">;

export const pointsOf = (customer: CustomerId) =>
  provide(["points", "settings", "customers"], ["points", "of", customer], () => points.of(customer));

export const pointsSettings = () => provide(["settings"], ["points", "settings"], points.settings);

/** The whole ledger is read for it, so nobody asks unless they look. */
export const outstanding = () =>
  provide(["points", "settings"], ["points", "outstanding"], points.outstanding);

export const exampleOf = (rule: EarningRule, fen: number, item: string, level: Id<"TierId"> | null) => ({
  ...provide<PointsExample>([], ["points", "example", rule, fen, item, level], () =>
    points.example(rule, fen, item, level),
  ),
  gcTime: 0,
  placeholderData: (before: PointsExample | undefined) => before,
});

export const vouchersOf = (customer: CustomerId) =>
  provide(["vouchers", "customers"], ["vouchers", "of", customer], () => vouchers.of(customer));

export const batches = () => provide(["vouchers"], ["vouchers", "batches"], vouchers.batches);

export const voucherLimit = () => provide(["settings"], ["vouchers", "limit"], vouchers.limit);

export const approvals = () =>
  provide(["vouchers", "customers"], ["vouchers", "approvals"], vouchers.approvals);

/** Rust answers no more at once. */
const atOnce = 200;

/** All vouchers of a batch with their QR codes, as they are printed. */
export const printedOf = (batch: BatchId) => ({
  ...provide(["vouchers"], ["vouchers", "printed", batch], async () => {
    const all: PrintedVoucher[] = [];
    for (;;) {
      const next = await vouchers.printed(batch, all.at(-1)?.voucher.id ?? null, atOnce);
      all.push(...next);
      if (next.length < atOnce) return all;
    }
  }),
  gcTime: 0,
});

export const tierOf = (customer: CustomerId) =>
  provide(["tiers", "purchases", "settings", "customers"], ["tiers", "of", customer], () =>
    tiers.of(customer),
  );

export const benefitsOf = (customer: CustomerId) =>
  provide(["tiers", "customers"], ["tiers", "benefits", customer], () => tiers.benefits(customer));

export const board = () => provide(["tiers", "settings"], ["tiers", "board"], tiers.board);

/** As many as a person works through. */
const mostMembers = 100;

export const members = (who: Who) =>
  provide(["tiers", "customers", "settings"], ["tiers", "members", who], () =>
    tiers.members(who, mostMembers),
  );

/** What a program would do; the last answer stays while the next one is worked out. */
export const tried = (program: Program) => ({
  ...provide<TierPreview>([], ["tiers", "tried", program], () => tiers.preview(program)),
  gcTime: 0,
  retry: false,
  placeholderData: (before: TierPreview | undefined) => before,
});
