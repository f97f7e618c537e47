import type { Language, T } from "@/i18n";
import type { VoucherBatchDraft, VoucherState } from "@/ipc";
import { formatDay, formatMoney } from "@/kit";

/** What one gives, and from which amount on. */
export function givesWords(t: T, { gives, thresholdFen }: VoucherBatchDraft): string {
  const what =
    gives.kind === "amount"
      ? t("tiers.vouchers.gives.amount", { amount: formatMoney(gives.fen) })
      : gives.kind === "percent"
        ? gives.mostFen === null
          ? t("tiers.vouchers.gives.percent", { percent: gives.percent })
          : t("tiers.vouchers.gives.percentMost", {
              percent: gives.percent,
              most: formatMoney(gives.mostFen),
            })
        : t("tiers.vouchers.gives.gift", { item: gives.item });
  if (thresholdFen === null) return what;
  return t("tiers.vouchers.from", { what, amount: formatMoney(thresholdFen) });
}

/** When it is good. */
export function termWords(t: T, language: Language, from: string | null, until: string | null): string {
  const day = (value: string) => formatDay(value, language);
  if (from && until) return t("tiers.vouchers.term.both", { from: day(from), until: day(until) });
  if (from) return t("tiers.vouchers.term.from", { from: day(from) });
  if (until) return t("tiers.vouchers.term.until", { until: day(until) });
  return t("tiers.vouchers.term.always");
}

/** How long vouchers of a batch are good. */
export function batchTermWords(t: T, language: Language, { term }: VoucherBatchDraft): string {
  return term.kind === "days"
    ? termWords(t, language, term.from, term.until)
    : t("tiers.vouchers.term.after", { count: term.days });
}

export const isOver = ({ kind }: VoucherState) =>
  kind === "redeemed" || kind === "void" || kind === "expired";
