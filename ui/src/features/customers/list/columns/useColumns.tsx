import { useMemo } from "react";
import { useT } from "@/i18n";
import type { CustomerRow, Field, ViewColumn } from "@/ipc";
import type { Column } from "@/kit";
import type { FullQuery } from "../../search";
import { fieldWord } from "../filter/fields";
import { cells, usualFields } from "./cells";
import { resized } from "./layout";
import { SortHeader } from "./SortHeader";

interface Options {
  /** None while search results stand in their own order. */
  query: FullQuery | undefined;
  onSort: (sort: Field) => void;
  /** Room for the list in rem. */
  width: number;
  /** What a person chose; empty for the usual ones. */
  layout: readonly ViewColumn[];
  onLayout: (layout: readonly ViewColumn[]) => void;
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

export function useColumns({ query, onSort, width, layout, onLayout }: Options) {
  const t = useT();
  const { sort, descending } = query ?? {};
  const columns = useMemo(() => {
    const isUsual = layout.length === 0;
    const shown = isUsual ? usual(sort, width).map((field) => ({ field, width: null })) : layout;
    return shown.flatMap((chosen): Column<CustomerRow>[] => {
      const { field } = chosen;
      const cell = cells[field];
      if (!cell) return [];
      const isRoomy = field === "lastPurchase" && (isUsual ? width >= dateFrom : (chosen.width ?? 0) >= 190);
      const direction = sort === field ? (descending ? "descending" : "ascending") : undefined;
      const label = fieldWord(t, field);
      return [
        {
          id: field,
          header: query ? (
            <SortHeader
              label={label}
              align={cell.align}
              direction={direction}
              onPress={() => onSort(field)}
            />
          ) : (
            label
          ),
          sort: query && (direction ?? "none"),
          align: cell.align,
          width: chosen.width ? `${chosen.width / 16}rem` : isUsual && isRoomy ? "12rem" : cell.width,
          resize: {
            label: t("customers.columns.resize", { field: label }),
            onResize: (px) => onLayout(resized(layout, field, px)),
          },
          cell: (row) => cell.cell(row, t, isRoomy),
        },
      ];
    });
  }, [t, query, sort, descending, onSort, width, layout, onLayout]);
  return { columns, minWidth: layout.length === 0 ? undefined : `${leastOf(layout)}rem` };
}

/** The margins and the checkboxes, and each column. */
const leastOf = (layout: readonly ViewColumn[]) =>
  layout.reduce((sum, { field, width }) => sum + (width ? width / 16 : (cells[field]?.least ?? 0)), 4);

/** Those that have room; the one that sorts the list stays, in place of the least of them. */
function usual(sort: Field | undefined, width: number): Field[] {
  const shown = usualFields.filter((field) => hasRoom(field, width));
  if (!sort || shown.includes(sort) || !usualFields.includes(sort)) return shown;
  const rank = (field: Field) => shownFrom[field] ?? 0;
  const least = shown.filter((field) => rank(field) > 0).sort((a, b) => rank(b) - rank(a))[0];
  return usualFields.filter((field) => field === sort || (shown.includes(field) && field !== least));
}
