import { useQuery } from "@tanstack/react-query";
import { useT } from "@/i18n";
import type { ComplaintView, Remedy } from "@/ipc";
import { formatMoney } from "@/kit";
import { benefits, voucherBatches } from "../queries";

/** A remedy in words, while it is chosen. */
export function useRemedyWords(view: ComplaintView): (remedy: Remedy) => string {
  const t = useT();
  const { data: batches = [] } = useQuery(voucherBatches());
  const { data: all = [] } = useQuery(benefits());
  return (remedy) => {
    switch (remedy.kind) {
      case "refund":
        return t("complaints.remedyWords.refund", { amount: formatMoney(remedy.fen) });
      case "voucher": {
        const name = batches.find(({ id }) => id === remedy.batch)?.draft.name ?? "";
        return t("complaints.remedyWords.voucher", { name });
      }
      case "points":
        return t("complaints.remedyWords.points", { count: remedy.points });
      case "gift":
        return remedy.worthFen > 0 ? `${remedy.item} ${formatMoney(remedy.worthFen)}` : remedy.item;
      case "redo":
        return remedy.what;
      case "benefit":
        return all.find(({ id }) => id === remedy.benefit)?.name ?? view.card.item;
    }
  };
}
