import type { CatalogueEntry, CatalogueRemedy, Id, Remedy } from "@/ipc";

/** What an entry can be: money back comes as a part of the purchase. */
export const entryKinds = ["part", "points", "gift", "redo", "voucher", "benefit"] as const;
export type EntryKind = (typeof entryKinds)[number];

export const kindOf = (remedy: CatalogueRemedy): EntryKind | "refund" =>
  remedy.kind === "part" ? "part" : remedy.remedy.kind;

/** What an entry of a kind begins with. What the shop does not have yet is left to be chosen. */
export function freshRemedy(kind: EntryKind, known: { batch?: string; benefit?: string }): CatalogueRemedy {
  const fixed = (remedy: Remedy): CatalogueRemedy => ({ kind: "fixed", remedy });
  switch (kind) {
    case "part":
      return { kind, percent: 20 };
    case "points":
      return fixed({ kind, points: 100 });
    case "gift":
      return fixed({ kind, item: "", worthFen: 0 });
    case "redo":
      return fixed({ kind, what: "", day: null, costFen: 0 });
    case "voucher":
      return fixed({ kind, batch: (known.batch ?? "") as Id<"VoucherBatchId"> });
    case "benefit":
      return fixed({ kind, benefit: (known.benefit ?? "") as Id<"BenefitId"> });
  }
}

export const newEntry = (id: Id<"CatalogueId">): CatalogueEntry => ({
  id,
  name: "",
  remedy: { kind: "part", percent: 20 },
  causes: [],
  from: "minor",
  to: "severe",
});
