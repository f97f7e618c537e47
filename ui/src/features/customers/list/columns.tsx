import { ArrowDown, ArrowUp, Building2, User } from "lucide-react";
import { useMemo } from "react";
import { useT } from "@/i18n";
import type { CustomerQuery, CustomerRow } from "@/ipc";
import { type Column, Count, Instant, Money, Phone, RelativeDay } from "@/kit";
import { SegmentChip, StageChip } from "@/terms";
import type { CustomerSort } from "../search";
import styles from "./list.module.css";

interface Options {
  /** None while search results stand in their own order. */
  query: CustomerQuery | undefined;
  onSort: (sort: CustomerSort) => void;
  /** Room for the list in rem. */
  width: number;
}

/** From which width a list has room for it. What matters at a glance comes first. */
const shownFrom: Record<string, number> = {
  segment: 18,
  lastPurchase: 25,
  phone: 34,
  stage: 41,
  spent: 50,
  purchases: 55,
  date: 60,
  tags: 65,
};
const hasRoom = (column: string, width: number) => width >= (shownFrom[column] ?? 0);

export function useColumns({ query, onSort, width }: Options): Column<CustomerRow>[] {
  const t = useT();
  const { sort, descending } = query ?? {};
  return useMemo(() => {
    const sortable = (
      by: CustomerSort,
      label: string,
      align?: "end",
    ): Pick<Column<CustomerRow>, "header" | "sort" | "align"> => ({
      header: query ? (
        <SortHeader
          label={label}
          align={align}
          direction={sort === by ? (descending ? "descending" : "ascending") : undefined}
          onPress={() => onSort(by)}
        />
      ) : (
        label
      ),
      sort: query && (sort === by ? (descending ? "descending" : "ascending") : "none"),
      align,
    });
    const all: Column<CustomerRow>[] = [
      {
        id: "name",
        ...sortable("name", t("customers.fields.name")),
        width: "minmax(9rem, 2fr)",
        cell: (row) => <Name row={row} />,
      },
      {
        id: "phone",
        header: t("customers.fields.phone"),
        width: "8.75rem",
        cell: (row) => <Phone number={row} />,
      },
      {
        id: "segment",
        header: t("customers.fields.segment"),
        width: "7rem",
        cell: (row) => row.segment && <SegmentChip segment={row.segment} />,
      },
      {
        id: "stage",
        header: t("customers.fields.stage"),
        width: "7rem",
        cell: (row) => row.stage && <StageChip stage={row.stage} />,
      },
      {
        id: "lastPurchase",
        ...sortable("lastPurchase", t("customers.fields.lastPurchase")),
        width: hasRoom("date", width) ? "12rem" : "7rem",
        cell: (row) => <LastPurchase at={row.lastPurchase} withDate={hasRoom("date", width)} />,
      },
      {
        id: "purchases",
        header: t("customers.fields.purchases"),
        width: "5.5rem",
        align: "end",
        cell: (row) => <Count value={row.purchases} />,
      },
      {
        id: "spent",
        ...sortable("spent", t("customers.fields.spent"), "end"),
        width: "8.5rem",
        cell: (row) => <Money fen={row.spentFen} />,
      },
      {
        id: "tags",
        header: <span className={styles.tags}>{t("customers.fields.tags")}</span>,
        width: "minmax(5rem, 1fr)",
        cell: (row) => <span className={styles.tags}>{row.tags.join(t("customers.listComma"))}</span>,
      },
    ];
    return withRoom(all, sort, width);
  }, [t, query, sort, descending, onSort, width]);
}

/** Those that have room; the one that sorts the list stays, in place of the least of them. */
function withRoom(all: Column<CustomerRow>[], sort: CustomerQuery["sort"], width: number) {
  const shown = all.filter(({ id }) => hasRoom(id, width));
  if (!sort || shown.some(({ id }) => id === sort)) return shown;
  const rank = ({ id }: Column<CustomerRow>) => shownFrom[id] ?? 0;
  const least = shown.filter((column) => rank(column) > 0).sort((a, b) => rank(b) - rank(a))[0];
  return all.filter((column) => column.id === sort || (shown.includes(column) && column !== least));
}

function Name({ row }: { row: CustomerRow }) {
  const t = useT();
  const Icon = row.kind === "company" ? Building2 : User;
  return (
    <span className={styles.name}>
      <Icon role="img" aria-label={t(`customers.kind.${row.kind}`)} />
      <span>
        {row.name}
        {row.company && <small>{row.company}</small>}
      </span>
    </span>
  );
}

function LastPurchase({ at, withDate }: { at: number | null; withDate: boolean }) {
  const t = useT();
  if (at === null) return <span className={styles.muted}>{t("terms.noPurchase")}</span>;
  return (
    <>
      <RelativeDay ms={at} />
      {withDate && (
        <small className={styles.date}>
          <Instant ms={at} style="day" />
        </small>
      )}
    </>
  );
}

interface SortHeaderProps {
  label: string;
  align?: "end";
  direction: "ascending" | "descending" | undefined;
  onPress: () => void;
}

function SortHeader({ label, align, direction, onPress }: SortHeaderProps) {
  const Arrow = direction === "ascending" ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      className={styles.sort}
      data-align={align}
      data-sorted={direction !== undefined || undefined}
      onClick={onPress}
    >
      {label}
      <Arrow aria-hidden="true" />
    </button>
  );
}
