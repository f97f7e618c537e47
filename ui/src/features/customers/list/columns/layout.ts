// Which columns, in which order and how wide: for each saved view, and for the list without one.
import { useCallback, useSyncExternalStore } from "react";
import type { Field, ViewColumn } from "@/ipc";
import { cells, usualFields } from "./cells";

export type Layout = readonly ViewColumn[];

const key = "huike.columns";
const listeners = new Set<() => void>();
let layouts: Record<string, Layout> = stored();

function stored(): Record<string, Layout> {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "{}");
  } catch {
    return {};
  }
}

function keep(place: string, layout: Layout | undefined) {
  const { [place]: _, ...others } = layouts;
  layouts = layout ? { ...others, [place]: layout } : others;
  try {
    localStorage.setItem(key, JSON.stringify(layouts));
  } catch {
    // Private windows refuse storage; the columns then last for this window.
  }
  for (const listener of listeners) listener();
}

function watch(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What was changed is saved with the view now, or not wanted any more. */
export const forgetLayout = (view: string) => keep(view, undefined);

const none: Layout = [];

/** `saved` is what the view was saved with; what was changed since waits here until the view is saved again. */
export function useLayout(view: string | undefined, saved: Layout = none) {
  const place = view ?? "";
  const changed = useSyncExternalStore(watch, () => layouts[place]);
  const setLayout = useCallback((layout: Layout) => keep(place, layout), [place]);
  return { layout: changed ?? saved, setLayout };
}

/** The list as it is shown, so that a change has something to change. */
export const full = (layout: Layout): Layout =>
  layout.length > 0 ? layout : usualFields.map((field) => ({ field, width: null }));

/** Shown or not. The name stays: it says whom a line is about. */
export function toggled(layout: Layout, field: Field): Layout {
  const before = full(layout);
  if (field === "name") return before;
  return before.some((column) => column.field === field)
    ? before.filter((column) => column.field !== field)
    : [...before, { field, width: null }];
}

/** One column to the place of another. */
export function moved(layout: Layout, field: Field, to: number): Layout {
  const before = full(layout);
  const column = before.find((each) => each.field === field);
  if (!column || to < 0 || to >= before.length) return before;
  const others = before.filter((each) => each !== column);
  return [...others.slice(0, to), column, ...others.slice(to)];
}

/** A width in px at 100 %, 40 to 2,000; null for as wide as usual. */
export const resized = (layout: Layout, field: Field, width: number | null): Layout =>
  full(layout).map((column) => (column.field === field ? { field, width } : column));

/** One step wider or narrower, from the usual width where none was chosen. */
export function stepped(layout: Layout, field: Field, by: number): Layout {
  const width = full(layout).find((column) => column.field === field)?.width;
  const from = width ?? (cells[field]?.least ?? 7) * 16;
  return resized(layout, field, Math.max(40, Math.min(2_000, from + by)));
}
