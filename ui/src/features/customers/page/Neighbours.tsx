import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ChevronDown, ChevronUp } from "lucide-react";
import { useLanguage, useT } from "@/i18n";
import { formatNumber, IconButton, useShortcut } from "@/kit";
import { placeIn, step } from "../cameFrom";
import type { CustomerId } from "../queries";
import styles from "./page.module.css";

/** On to the next or back to the previous customer of the list one came from. */
export function Neighbours({ customer }: { customer: CustomerId }) {
  const t = useT();
  const language = useLanguage();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data: place } = useQuery({
    queryKey: ["customers", "place", customer],
    queryFn: () => placeIn(client, customer),
    gcTime: 0,
  });

  async function go(by: 1 | -1) {
    const id = await step(client, customer, by);
    // In the same place of the history, so that Back still leads to the list.
    if (id) void navigate({ to: "/customers/$customerId", params: { customerId: id }, replace: true });
  }
  const group = t("customers.one");
  useShortcut({
    keys: "mod+arrowup",
    label: t("customers.previous"),
    group,
    run: () => void go(-1),
    inFields: true,
  });
  useShortcut({
    keys: "mod+arrowdown",
    label: t("customers.next"),
    group,
    run: () => void go(1),
    inFields: true,
  });
  if (!place) return null;
  return (
    <span className={styles.neighbours}>
      <span className={styles.place}>
        {t("customers.place", {
          at: formatNumber(place.at, language),
          of: formatNumber(place.of, language),
        })}
      </span>
      <IconButton
        size="small"
        label={t("customers.previous")}
        keys="mod+arrowup"
        icon={<ChevronUp />}
        isDisabled={place.at <= 1}
        onPress={() => void go(-1)}
      />
      <IconButton
        size="small"
        label={t("customers.next")}
        keys="mod+arrowdown"
        icon={<ChevronDown />}
        isDisabled={place.at >= place.of}
        onPress={() => void go(1)}
      />
    </span>
  );
}
