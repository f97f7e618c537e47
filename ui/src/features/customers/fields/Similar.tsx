import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { useT } from "@/i18n";
import { type CustomerId, similarTo, type Typed } from "../queries";
import styles from "./fields.module.css";

const pauseMs = 200;
/** Shorter than any number people call and than any name; not worth asking about. */
const shortest = { phone: 5, name: 2 };

interface Props {
  typed: Typed;
  except: CustomerId | null;
  onOpen?: () => void;
}

/** While a customer is typed: who may be known already, and why. A warning, never a refusal. */
export function Similar({ typed, except, onOpen }: Props) {
  const t = useT();
  const asked = useSettled(typed);
  const { name = "", phone = "" } = asked;
  const enabled = phone.trim().length >= shortest.phone || name.trim().length >= shortest.name;
  const { data = [] } = useQuery({
    ...similarTo(asked, except),
    enabled,
    placeholderData: keepPreviousData,
  });
  if (!enabled || data.length === 0) return null;
  const byPhone = data.some(({ reasons }) => reasons.includes("samePhone"));
  return (
    <div role="status" className={styles.warning}>
      <TriangleAlert aria-hidden="true" />
      <div>
        <p>{t(byPhone ? "customers.samePhone" : "customers.duplicates.similar")}</p>
        <ul>
          {data.map(({ row, reasons }) => (
            <li key={row.id}>
              <Link to="/customers/$customerId" params={{ customerId: row.id }} onClick={onOpen}>
                {row.name}
              </Link>{" "}
              <span>
                {reasons.map((sign) => t(`customers.duplicates.sign.${sign}`)).join(t("customers.listComma"))}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** What was typed, once nothing was typed for a moment. */
function useSettled(typed: Typed): Typed {
  const text = JSON.stringify(typed);
  const [settled, settle] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => settle(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return JSON.parse(settled) as Typed;
}
