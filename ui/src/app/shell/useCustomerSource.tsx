import { useNavigate } from "@tanstack/react-router";
import { Building2, User } from "lucide-react";
import { useMemo } from "react";
import { useT } from "@/i18n";
import { customers } from "@/ipc";
import type { CommandSource } from "@/kit";

const shown = 8;

/** Customers by any piece of a name, pinyin or number, as Rust finds them. */
export function useCustomerSource(): CommandSource {
  const t = useT();
  const navigate = useNavigate();
  return useMemo(
    () => ({
      id: "customers",
      heading: t("app.customers"),
      async find(text) {
        if (text === "") return [];
        const { rows: found } = await customers.search(text, shown);
        return found.map((row) => ({
          id: row.id,
          title: row.name,
          detail: [row.phone, row.company].filter(Boolean).join(" · "),
          icon: row.kind === "company" ? <Building2 aria-hidden="true" /> : <User aria-hidden="true" />,
          run: () => void navigate({ to: "/customers/$customerId", params: { customerId: row.id } }),
        }));
      },
    }),
    [t, navigate],
  );
}
