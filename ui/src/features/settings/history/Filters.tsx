import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { X } from "lucide-react";
import { useT } from "@/i18n";
import type { Id } from "@/ipc";
import { DatePicker, IconButton, Select, useShopTime } from "@/kit";
import { ChooseCustomer } from "@/people";
import { people } from "../queries";
import type { SettingsSearch } from "../search";
import styles from "./history.module.css";
import { cardOf } from "./queries";
import { rooms } from "./rooms";

const any = "";

/** Narrows the record down; what is chosen stands in the address. */
export function Filters() {
  const t = useT();
  const navigate = useNavigate();
  const search = useSearch({ from: "/settings" });
  const { today } = useShopTime();
  const { data: staff = [] } = useQuery(people());
  const set = (part: Partial<SettingsSearch>) =>
    void navigate({ to: "/settings", search: { ...search, ...part }, replace: true });
  const { by = any, room = any, customer, from = null, until = null } = search;
  const known = staff.map(({ person }) => ({ value: person.id as string, label: person.name }));
  const others = [any, "owner", "system", ...known.map(({ value }) => value)];
  return (
    // biome-ignore lint/a11y/useSemanticElements: nothing is sent from here
    <div role="group" aria-label={t("audit.filters")} className={styles.filters}>
      <Select
        label={t("audit.person")}
        options={[
          { value: any, label: t("audit.anybody") },
          ...known,
          // An address may name somebody who left.
          ...(others.includes(by) ? [] : [{ value: by, label: t("settings.byFormer") }]),
          { value: "owner", label: t("settings.byOwner") },
          { value: "system", label: t("audit.itself") },
        ]}
        value={by}
        onChange={(value) => set({ by: (value || undefined) as SettingsSearch["by"] })}
      />
      <Select
        label={t("audit.room")}
        options={[
          { value: any, label: t("audit.anywhere") },
          ...rooms.map((value) => ({ value, label: t(`audit.rooms.${value}`) })),
        ]}
        value={room}
        onChange={(value) => set({ room: (value || undefined) as SettingsSearch["room"] })}
      />
      <DatePicker
        label={t("audit.from")}
        value={from}
        max={today}
        onChange={(day) => set({ from: day ?? undefined })}
      />
      <DatePicker
        label={t("audit.until")}
        value={until}
        max={today}
        error={from && until && until < from ? t("audit.daysTurned") : undefined}
        onChange={(day) => set({ until: day ?? undefined })}
      />
      <div className={styles.about}>
        <span aria-hidden="true">{t("audit.customer")}</span>
        {customer ? (
          <Chosen customer={customer as Id<"CustomerId">} onDrop={() => set({ customer: undefined })} />
        ) : (
          <ChooseCustomer
            label={t("audit.customer")}
            placeholder={t("audit.findCustomer")}
            isFit={() => true}
            onChoose={({ id }) => set({ customer: id })}
          />
        )}
      </div>
    </div>
  );
}

function Chosen({ customer, onDrop }: { customer: Id<"CustomerId">; onDrop: () => void }) {
  const t = useT();
  const { data, error } = useQuery(cardOf(customer));
  return (
    <span className={styles.chosen}>
      <span>{data?.row.name ?? (error ? t("audit.gone") : "…")}</span>
      <IconButton size="small" label={t("audit.anyCustomer")} icon={<X />} onPress={onDrop} />
    </span>
  );
}
