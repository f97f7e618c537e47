import { useCallback, useMemo, useRef, useState } from "react";
import { useT } from "@/i18n";
import type { CustomerRow, Filter } from "@/ipc";
import { toast } from "@/kit";
import type { CustomerId } from "../../queries";
import { countOf, isSelected, nobody, type Selected, selectionOf, set, whole } from "./selected";

interface Options {
  /** Names the list; another list begins with nobody selected. */
  place: string;
  total: number;
  filter: Filter;
  /** The ids of rows `first` up to, not including, `end`, loaded or not. */
  idsOf: (first: number, end: number) => Promise<CustomerId[]>;
  /** Search results are no filter: the whole of them are these. */
  isFinding: boolean;
}

/** Longer stretches are not fetched row by row. */
const longest = 5_000;

interface State {
  place: string;
  selected: Selected;
}

/** The selection of a list: single rows, stretches, or the whole result. */
export function useSelection({ place, total, filter, idsOf, isFinding }: Options) {
  const t = useT();
  const [state, setState] = useState<State>({ place, selected: nobody });
  const selected = state.place === place ? state.selected : nobody;
  const count = countOf(selected, total);
  /** Where stretches begin; while Shift is held, what was selected before it. */
  const anchor = useRef(0);
  const held = useRef<{ at: number; before: Selected }>(undefined);
  const latest = useRef(0);

  const put = useCallback((next: Selected) => setState({ place, selected: next }), [place]);

  async function stretch(before: Selected, from: number, to: number) {
    const [first, end] = [Math.min(from, to), Math.max(from, to) + 1];
    if (end - first > longest) {
      toast({ text: t("customers.select.tooMany", { count: longest }) });
      return;
    }
    latest.current += 1;
    const mine = latest.current;
    const ids = await idsOf(first, end);
    if (mine === latest.current) put(set(before, ids, true));
  }

  function toggle(row: CustomerRow, index: number, range: boolean) {
    held.current = undefined;
    if (range) return void stretch(selected, anchor.current, index);
    latest.current += 1;
    anchor.current = index;
    put(set(selected, [row.id], !isSelected(selected, row.id)));
  }

  function extend(from: number, to: number) {
    // The cursor stands where the last step left it as long as Shift goes on; anywhere else a new stretch begins.
    if (held.current?.at !== from) {
      held.current = { at: from, before: selected };
      anchor.current = from;
    }
    held.current.at = to;
    void stretch(held.current.before, anchor.current, to);
  }

  async function selectAll() {
    held.current = undefined;
    latest.current += 1;
    put(isFinding ? set(nobody, await idsOf(0, total), true) : whole);
  }

  const selection = useMemo(() => selectionOf(selected, filter), [selected, filter]);
  return {
    count,
    isAll: total > 0 && count === total,
    has: (key: string) => isSelected(selected, key as CustomerId),
    toggle,
    extend,
    selectAll: () => void selectAll(),
    clear: () => {
      held.current = undefined;
      latest.current += 1;
      put(nobody);
    },
    selection,
  };
}

export type ListSelected = ReturnType<typeof useSelection>;
