import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { useT } from "@/i18n";
import { type CustomerId, samePhone } from "../queries";
import styles from "./fields.module.css";

const pauseMs = 200;
/** Shorter than any number people call; not worth asking about. */
const shortest = 5;

/** While a number is typed: who else has it. A warning, never a refusal; families share a telephone. */
export function SamePhone({
  phone,
  except,
  onOpen,
}: {
  phone: string;
  except: CustomerId | null;
  onOpen?: () => void;
}) {
  const t = useT();
  const [asked, setAsked] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setAsked(phone.trim()), pauseMs);
    return () => clearTimeout(timer);
  }, [phone]);
  const { data = [] } = useQuery({
    ...samePhone(asked, except),
    enabled: asked.length >= shortest,
    placeholderData: keepPreviousData,
  });
  if (asked.length < shortest || data.length === 0) return null;
  return (
    <p role="status" className={styles.warning}>
      <TriangleAlert aria-hidden="true" />
      <span>
        {t("customers.samePhone")}{" "}
        {data.slice(0, 3).map((row, at) => (
          <span key={row.id}>
            {at > 0 && t("customers.listComma")}
            <Link to="/customers/$customerId" params={{ customerId: row.id }} onClick={onOpen}>
              {row.name}
            </Link>
          </span>
        ))}
        {data.length > 3 && t("customers.andMore", { count: data.length - 3 })}
      </span>
    </p>
  );
}
