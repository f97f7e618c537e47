import { ArrowDownWideNarrow, ArrowUpNarrowWide } from "lucide-react";
import { useT } from "@/i18n";
import { Button, Menu } from "@/kit";
import { type FieldKey, fieldWord, type Library, orderedFields, ownKey } from "@/whom";
import { type FullQuery, sortKey } from "../../search";
import styles from "./columns.module.css";

interface Props {
  query: FullQuery;
  library: Library;
  onSort: (key: FieldKey) => void;
  onDirection: (descending: boolean) => void;
}

/** By every field there is, shown as a column or not. */
export function SortMenu({ query, library, onSort, onDirection }: Props) {
  const t = useT();
  const { descending } = query;
  const sort = sortKey(query);
  const item = (key: FieldKey) => ({
    id: key,
    label: fieldWord(t, key, library),
    isChosen: key === sort,
    onAction: () => key !== sort && onSort(key),
  });
  const own = library.fields.map(({ id }) => item(ownKey(id)));
  const Icon = descending ? ArrowDownWideNarrow : ArrowUpNarrowWide;
  return (
    <Menu
      label={t("customers.sortBy")}
      trigger={
        <Button size="small" icon={<Icon aria-hidden="true" />}>
          <span className="visually-hidden">{t("customers.sortBy")} </span>
          <span className={styles.cut}>{fieldWord(t, sort, library)}</span>
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
        ...own,
        ...(own.length > 0 ? ["-" as const] : []),
        ...orderedFields.map(item),
      ]}
    />
  );
}
