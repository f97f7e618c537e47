import { ArrowDownWideNarrow, ArrowUpNarrowWide } from "lucide-react";
import { useT } from "@/i18n";
import type { Field } from "@/ipc";
import { Button, Menu } from "@/kit";
import type { FullQuery } from "../../search";
import { fieldWord, orderedFields } from "../filter/fields";

interface Props {
  query: FullQuery;
  onSort: (sort: Field) => void;
  onDirection: (descending: boolean) => void;
}

/** By every field there is, shown as a column or not. */
export function SortMenu({ query, onSort, onDirection }: Props) {
  const t = useT();
  const { sort, descending } = query;
  const Icon = descending ? ArrowDownWideNarrow : ArrowUpNarrowWide;
  return (
    <Menu
      label={t("customers.sortBy")}
      trigger={
        <Button size="small" icon={<Icon aria-hidden="true" />}>
          <span className="visually-hidden">{t("customers.sortBy")} </span>
          {fieldWord(t, sort)}
        </Button>
      }
      items={[
        {
          id: "ascending",
          label: t("customers.ascending"),
          isChosen: !descending,
          onAction: () => onDirection(false),
        },
        {
          id: "descending",
          label: t("customers.descending"),
          isChosen: descending,
          onAction: () => onDirection(true),
        },
        "-" as const,
        ...orderedFields.map((field) => ({
          id: field,
          label: fieldWord(t, field),
          isChosen: field === sort,
          onAction: () => field !== sort && onSort(field),
        })),
      ]}
    />
  );
}
