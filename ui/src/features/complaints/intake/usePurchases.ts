import { useQuery } from "@tanstack/react-query";
import { useLanguage, useT } from "@/i18n";
import type { Id } from "@/ipc";
import { formatInstant, formatMoney, useShopTime } from "@/kit";
import { cardOf } from "../queries";

/** The latest purchases of a customer, as they are chosen from. */
export function usePurchases(customer: Id<"CustomerId"> | null) {
  const t = useT();
  const language = useLanguage();
  const { zone } = useShopTime();
  const { data } = useQuery({ ...cardOf(customer), enabled: customer !== null });
  return (data?.purchases ?? [])
    .filter(({ amountFen }) => amountFen > 0)
    .map((purchase) => {
      const items = purchase.lines.map(({ item }) => item).join(t("customers.listComma"));
      const day = formatInstant(purchase.at, zone, language, "monthDay");
      const label = [day, formatMoney(purchase.amountFen), items].filter(Boolean).join(" · ");
      return { id: purchase.id, label, item: items };
    });
}
