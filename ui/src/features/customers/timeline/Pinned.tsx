import { useQuery } from "@tanstack/react-query";
import { Pin } from "lucide-react";
import { useT } from "@/i18n";
import { type CustomerId, pinnedOf } from "../queries";
import { Entry } from "./Entry";
import styles from "./timeline.module.css";

/** What is to be kept in mind, above everything that happened since. */
export function Pinned({ customer }: { customer: CustomerId }) {
  const t = useT();
  const { data } = useQuery(pinnedOf(customer));
  if (!data || data.length === 0) return null;
  return (
    <section className={styles.pinned} aria-label={t("customers.timeline.pinnedTitle")}>
      <h3>
        <Pin aria-hidden="true" />
        {t("customers.timeline.pinnedTitle")}
      </h3>
      <ul>
        {data.map((found) => (
          <Entry key={found.id} customer={customer} entry={{ type: "interaction", ...found }} />
        ))}
      </ul>
    </section>
  );
}
