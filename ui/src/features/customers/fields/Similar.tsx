import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { useT } from "@/i18n";
import type { CustomerDraft } from "@/ipc";
import { Phone } from "@/kit";
import { type CustomerId, similarTo, type Typed } from "../queries";
import styles from "./fields.module.css";

const pauseMs = 200;
/** Shorter than any number people call, than any name and than any address; not worth asking about. */
const shortest = { phone: 5, name: 2, reach: 5 };

interface Props {
  typed: CustomerDraft;
  /** Who is edited; none while a customer is new. */
  except: CustomerId | null;
  onOpen?: () => void;
}

/** While a customer is typed: who may be known already, why, and how sure that is. A warning, never a refusal. */
export function Similar({ typed, except, onOpen }: Props) {
  const t = useT();
  const asked = useSettled(comparable(typed));
  const enabled = isWorthAsking(asked);
  const { data = [] } = useQuery({
    ...similarTo(asked, except),
    enabled,
    placeholderData: keepPreviousData,
  });
  if (!enabled || data.length === 0) return null;
  const byPhone = data.every(({ reasons }) => reasons.includes("samePhone"));
  return (
    <div role="status" className={styles.warning}>
      <TriangleAlert aria-hidden="true" />
      <div>
        <p>{t(byPhone ? "customers.samePhone" : "customers.duplicates.similar")}</p>
        <ul>
          {data.map(({ row, reasons, score }) => (
            <li key={row.id}>
              <Link to="/customers/$customerId" params={{ customerId: row.id }} onClick={onOpen}>
                {row.name}
              </Link>{" "}
              <Phone number={row} />
              <span className={styles.why}>
                {[
                  t("customers.duplicates.score", { score }),
                  ...reasons.map((sign) => t(`customers.duplicates.sign.${sign}`)),
                ].join(t("customers.listComma"))}
              </span>
              {except && (
                // Leaving a field saves it, and the warning goes with it: the press must come first.
                <Link
                  to="/customers/merge"
                  search={{ ids: `${except},${row.id}`, back: "customer" }}
                  onMouseDown={(event) => event.preventDefault()}
                >
                  {t("customers.duplicates.merge")}
                </Link>
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** As far as it tells customers apart: nothing is asked again for a note. */
function comparable({ kind, name, phone, birthday, company, portrait }: CustomerDraft): Typed {
  const reaches = portrait?.reaches?.filter(({ kind }) => kind !== "address");
  return { kind, name, phone, birthday, company, portrait: { employer: portrait?.employer, reaches } };
}

function isWorthAsking({ name = "", phone = "", portrait }: Typed): boolean {
  const has = (text: string, least: number) => text.trim().length >= least;
  const reaches = portrait?.reaches ?? [];
  return (
    has(phone, shortest.phone) ||
    has(name, shortest.name) ||
    reaches.some(({ value }) => has(value, shortest.reach))
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
