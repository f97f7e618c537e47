import { useMemo } from "react";
import { useT } from "@/i18n";
import type { CustomerRow, Field } from "@/ipc";
import type { Column } from "@/kit";
import { type FieldKey, fieldWord, isField, type Library } from "@/whom";
import { type FullQuery, sortKey } from "../../search";
import { cellOf, leastOf, usualFields } from "./cells";
import { keyOf, type Layout, resized } from "./layout";
import { SortHeader } from "./SortHeader";

interface Options {
  /** None while search results stand in their own order. */
  query: FullQuery | undefined;
  onSort: (key: FieldKey) => void;
  /** Room for the list in rem. */
  width: number;
  /** What a person chose; empty for the usual ones. */
  layout: Layout;
  onLayout: (layout: Layout) => void;
  library: Library;
}

/** From which width a list that nobody changed has room for it. What matters at a glance comes first. */
const shownFrom: Partial<Record<Field, number>> = {
  segment: 20,
  lastPurchase: 27,
  phone: 36,
  stage: 43,
  spent: 52,
  purchases: 57,
  tags: 67,
};
const dateFrom = 62;
const hasRoom = (field: Field, width: number) => width >= (shownFrom[field] ?? 0);

export function useColumns({ query, onSort, width, layout, onLayout, library }: Options) {
  const t = useT();
  const sort = query && sortKey(query);
  const descending = query?.descending;
  const columns = useMemo(() => {
    const isUsual = layout.length === 0;
    const shown = isUsual ? usual(sort, width).map((field) => ({ field, width: null })) : layout;
    return shown.flatMap((chosen): Column<CustomerRow>[] => {
      const key = keyOf(chosen);
      const cell = cellOf(key, library);
      if (!cell) return [];
      const isRoomy = key === "lastPurchase" && (isUsual ? width >= dateFrom : (chosen.width ?? 0) >= 190);
      const direction = sort === key ? (descending ? "descending" : "ascending") : undefined;
      const label = fieldWord(t, key, library);
      return [
        {
          id: key,
          header: query ? (
            <SortHeader label={label} align={cell.align} direction={direction} onPress={() => onSort(key)} />
          ) : (
            label
          ),
          sort: query && (direction ?? "none"),
          align: cell.align,
          width: chosen.width ? `${chosen.width / 16}rem` : isUsual && isRoomy ? "12rem" : cell.width,
          resize: {
            label: t("customers.columns.resize", { field: label }),
            onResize: (px) => onLayout(resized(layout, key, px)),
          },
          cell: (row) => cell.cell(row, t, isRoomy, library),
        },
      ];
    });
  }, [t, query, sort, descending, onSort, width, layout, onLayout, library]);
  return { columns, minWidth: layout.length === 0 ? undefined : `${leastOfAll(layout)}rem` };
}

/** The margins and the checkboxes, and each column. */
const leastOfAll = (layout: Layout) =>
  layout.reduce((sum, column) => sum + (column.width ? column.width / 16 : leastOf(keyOf(column))), 4);

/** Those that have room; the one that sorts the list stays, in place of the least of them. */
function usual(sort: FieldKey | undefined, width: number): Field[] {
  const shown = usualFields.filter((field) => hasRoom(field, width));
  if (!sort || !isField(sort) || shown.includes(sort) || !usualFields.includes(sort)) return shown;
  const rank = (field: Field) => shownFrom[field] ?? 0;
  const least = shown.filter((field) => rank(field) > 0).sort((a, b) => rank(b) - rank(a))[0];
  return usualFields.filter((field) => field === sort || (shown.includes(field) && field !== least));
}
