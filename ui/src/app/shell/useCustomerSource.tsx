import { useNavigate } from "@tanstack/react-router";
import { Building2, User } from "lucide-react";
import { useMemo } from "react";
import { ComplaintMark } from "@/complaint";
import { CounterCard } from "@/features/customers/card/CounterCard";
import { useT } from "@/i18n";
import { type CustomerRow, customers } from "@/ipc";
import { type CommandSource, Phone } from "@/kit";

const shown = 8;

/** Customers by any piece of a name, pinyin or number, as Rust finds them, each with their card for the counter. */
export function useCustomerSource(): CommandSource {
  const t = useT();
  const navigate = useNavigate();
  return useMemo(() => {
    const open = ({ id }: CustomerRow, log: boolean) =>
      void navigate({
        to: "/customers/$customerId",
        params: { customerId: id },
        state: (before) => ({ ...before, log }),
      });
    return {
      id: "customers",
      heading: t("app.customers"),
      async find(text) {
        if (text === "") return [];
        const { rows: found } = await customers.search(text, shown, null);
        return found.map((row) => ({
          id: row.id,
          title: row.name,
          detail: <Detail row={row} />,
          icon: row.kind === "company" ? <Building2 aria-hidden="true" /> : <User aria-hidden="true" />,
          run: () => open(row, false),
          preview: () => <CounterCard key={row.id} customer={row.id} />,
          also: { letter: "l", label: t("customers.log"), run: () => open(row, true) },
        }));
      },
    };
  }, [t, navigate]);
}

function Detail({ row }: { row: CustomerRow }) {
  return (
    <>
      <ComplaintMark customer={row.id} />
      <Phone number={row} guarded />
      {row.phone !== "" && row.company !== "" && " · "}
      {row.company}
    </>
  );
}
