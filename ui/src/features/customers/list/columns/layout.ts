// Which columns, in which order and how wide: for each saved view, and for the list without one.
import { useCallback, useSyncExternalStore } from "react";
import type { Shown, ViewColumn } from "@/ipc";
import { type FieldKey, fields, idOf, isField, type Library, ownField, ownKey } from "@/whom";
import { isAsked, leastOf, usualFields } from "./cells";

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

/** What a column shows. */
export const keyOf = ({ field, own }: ViewColumn): FieldKey => (own ? ownKey(own) : field);

/** A column of the usual width. */
const columnOf = (key: FieldKey): ViewColumn =>
  isField(key) ? { field: key, width: null } : { field: "name", own: idOf(key), width: null };

/** What the shop has no more is shown no more, and goes with the next change. */
export const standing = (layout: Layout, library: Library): Layout =>
  library.isWhole && layout.some((column) => isGone(column, library))
    ? layout.filter((column) => !isGone(column, library))
    : layout;

const isGone = (column: ViewColumn, library: Library) =>
  column.own !== undefined && column.own !== null && !ownField(keyOf(column), library);

/** What rows must carry besides what each does, in an order that does not depend on that of the columns. */
export function shownBy(layout: Layout, library: Library): Shown {
  const keys = layout.map(keyOf);
  const own = library.fields.map(({ id }) => id).filter((id) => keys.includes(ownKey(id)));
  const asked = fields.filter((field) => isAsked(field) && keys.includes(field));
  return { ...(asked.length > 0 && { fields: asked }), ...(own.length > 0 && { own }) };
}

/** `saved` is what the view was saved with; what was changed since waits here until the view is saved again. */
export function useLayout(view: string | undefined, saved: Layout = none) {
  const place = view ?? "";
  const changed = useSyncExternalStore(watch, () => layouts[place]);
  const setLayout = useCallback((layout: Layout) => keep(place, layout), [place]);
  return { layout: changed ?? saved, setLayout };
}

/** The list as it is shown, so that a change has something to change. */
export const full = (layout: Layout): Layout => (layout.length > 0 ? layout : usualFields.map(columnOf));

/** Shown or not. The name stays: it says whom a line is about. */
export function toggled(layout: Layout, key: FieldKey): Layout {
  const before = full(layout);
  if (key === "name") return before;
  return before.some((column) => keyOf(column) === key)
    ? before.filter((column) => keyOf(column) !== key)
    : [...before, columnOf(key)];
}

/** One column to the place of another. */
export function moved(layout: Layout, key: FieldKey, to: number): Layout {
  const before = full(layout);
  const column = before.find((each) => keyOf(each) === key);
  if (!column || to < 0 || to >= before.length) return before;
  const others = before.filter((each) => each !== column);
  return [...others.slice(0, to), column, ...others.slice(to)];
}

/** A width in px at 100 %, 40 to 2,000; null for as wide as usual. */
export const resized = (layout: Layout, key: FieldKey, width: number | null): Layout =>
  full(layout).map((column) => (keyOf(column) === key ? { ...column, width } : column));

/** One step wider or narrower, from the usual width where none was chosen. */
export function stepped(layout: Layout, key: FieldKey, by: number): Layout {
  const width = full(layout).find((column) => keyOf(column) === key)?.width;
  const from = width ?? leastOf(key) * 16;
  return resized(layout, key, Math.max(40, Math.min(2_000, from + by)));
}
