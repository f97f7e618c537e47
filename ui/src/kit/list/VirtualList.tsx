import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import { useT } from "@/i18n";
import { isComposing } from "../keys/ime";
import { useShortcut } from "../keys/Shortcuts";
import { useRowHeight } from "../look/look";
import { ListRow } from "./ListRow";
import styles from "./list.module.css";
import { type Resize, ResizeHandle } from "./ResizeHandle";
import { useVirtualRows } from "./useVirtualRows";

export interface Column<R> {
  id: string;
  header: ReactNode;
  /** A grid track such as `2fr`, `8rem` or `minmax(10rem, 1fr)`. */
  width: string;
  align?: "start" | "end";
  /** Which way the list is sorted by this column; "none" where it could be. */
  sort?: "ascending" | "descending" | "none";
  cell: (row: R, index: number) => ReactNode;
  /** Lets its edge be dragged. */
  resize?: Resize;
}

export interface ListSelection<R> {
  has: (key: string) => boolean;
  toggle: (row: R, index: number, range: boolean) => void;
  /** Shift with a key that moves: from the row one was on to the row one comes to. */
  extend?: (from: number, to: number) => void;
  /** Stands above the checkboxes. */
  head?: ReactNode;
}

export interface VirtualListHandle {
  show: (index: number, align?: "nearest" | "start") => void;
  focus: () => void;
}

export interface VirtualListProps<R> {
  label: string;
  /** All rows there are, loaded or not. */
  count: number;
  /** The row, or undefined while it is not loaded: then a ghost stands in its place. */
  row: (index: number) => R | undefined;
  rowKey: (row: R) => string;
  columns: readonly Column<R>[];
  /** Rows `first` up to, not including, `end` are about to be seen: load what is missing. Keep it stable. */
  onWindow?: (first: number, end: number) => void;
  /** Height in px at 100 %; otherwise the density the person chose. */
  rowHeight?: number;
  hideHeader?: boolean;
  /** Which row the keyboard is on; leave out to let the list keep it. */
  active?: number;
  onActiveChange?: (index: number) => void;
  onOpen?: (row: R, index: number) => void;
  /** Space; without it Space selects. */
  onPeek?: (row: R, index: number) => void;
  /** With it, every row has a checkbox; `x` ticks the active row. */
  selection?: ListSelection<R>;
  /** Narrower than this, the list scrolls sideways within what it stands in. */
  minWidth?: string;
  /** Under this name the place and row are remembered until the program closes. */
  remember?: string;
  empty?: ReactNode;
  autoFocus?: boolean;
  ref?: Ref<VirtualListHandle>;
}

const places = new Map<string, { scrollTop: number; active: number }>();

/** Forget where a list stood, for instance because its filter changed. */
export const forgetPlace = (remember: string) => places.delete(remember);

function destination(key: string, from: number, count: number, page: number): number | undefined {
  switch (key) {
    case "j":
    case "J":
    case "ArrowDown":
      return from + 1;
    case "k":
    case "K":
    case "ArrowUp":
      return from - 1;
    case "PageDown":
      return from + page;
    case "PageUp":
      return from - page;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}

/**
 * A list of up to a million rows of plain HTML. The part that scrolls holds the focus and points at the active row, so
 * that scrolling that row out of the document loses nothing.
 */
export function VirtualList<R>(props: VirtualListProps<R>) {
  const { count, row, rowKey, columns, selection, remember, onOpen, onPeek, onActiveChange } = props;
  const t = useT();
  const id = useId();
  const grid = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight(props.rowHeight);
  const [place] = useState(() => (remember ? places.get(remember) : undefined));
  const [ownActive, setOwnActive] = useState(place?.active ?? 0);
  const active = Math.min(props.active ?? ownActive, count - 1);
  const virtual = useVirtualRows(grid, {
    count,
    rowHeight,
    overscan: 8,
    start: place?.scrollTop,
    onWindow: props.onWindow,
  });
  const { show } = virtual;

  const focus = useCallback(() => grid.current?.focus({ preventScroll: true }), []);
  useImperativeHandle(props.ref, () => ({ show, focus }), [show, focus]);

  const autoFocus = props.autoFocus || place !== undefined;
  useEffect(() => {
    if (autoFocus) focus();
  }, [autoFocus, focus]);

  useEffect(() => {
    if (remember && count > 0) places.set(remember, { scrollTop: virtual.scrollTop, active });
  }, [remember, count, virtual.scrollTop, active]);

  const given = props.active;
  const { isMeasured } = virtual;
  useEffect(() => {
    if (given !== undefined && given >= 0 && isMeasured) show(given);
  }, [given, isMeasured, show]);

  function move(to: number) {
    const next = Math.max(0, Math.min(count - 1, to));
    setOwnActive(next);
    onActiveChange?.(next);
    show(next);
  }

  function withActive(act: (found: R) => void) {
    const found = active >= 0 ? row(active) : undefined;
    if (found !== undefined) act(found);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.target !== grid.current || isComposing(event) || event.ctrlKey || event.metaKey || event.altKey)
      return;
    if (count > 0 && answer(event.key, event.shiftKey)) event.preventDefault();
  }

  /** Whether the key means something here. */
  function answer(key: string, shift: boolean): boolean {
    const to = destination(key, active, count, virtual.perPage);
    if (to !== undefined) {
      if (shift) selection?.extend?.(active, Math.max(0, Math.min(count - 1, to)));
      move(to);
    } else if (key === "Enter" && onOpen) withActive((found) => onOpen(found, active));
    else if (key === " " && onPeek) withActive((found) => onPeek(found, active));
    else if (/^[ xX]$/.test(key) && selection) withActive((found) => selection.toggle(found, active, shift));
    else return false;
    return true;
  }

  const group = t("kit.shortcutsList");
  useShortcut({ keys: "j", label: t("kit.listNext"), group, run: () => move(active + 1) });
  useShortcut({ keys: "k", label: t("kit.listPrevious"), group, run: () => move(active - 1) });
  const listed = { group, listedOnly: true, run: () => {} };
  useShortcut(onOpen !== undefined && { ...listed, keys: "enter", label: t("kit.listOpen") });
  useShortcut(onPeek !== undefined && { ...listed, keys: "space", label: t("kit.listPeek") });
  useShortcut(selection !== undefined && { ...listed, keys: "x", label: t("kit.select") });

  function onClick(event: MouseEvent, index: number) {
    const found = row(index);
    if (found === undefined) return;
    if (event.target instanceof Element && event.target.closest("a, button, input, label")) return;
    move(index);
    focus();
    if (event.shiftKey && selection) selection.toggle(found, index, true);
    else onOpen?.(found, index);
  }

  function onTick(index: number) {
    const found = row(index);
    if (found !== undefined) selection?.toggle(found, index, false);
  }

  // The same functions for as long as the list lives, so that rows already drawn stay as they are.
  const latest = useRef({ onClick, onTick });
  latest.current = { onClick, onTick };
  const pressed = useCallback((event: MouseEvent, index: number) => latest.current.onClick(event, index), []);
  const ticked = useCallback((index: number) => latest.current.onTick(index), []);

  const tracks = (selection ? "2rem " : "") + columns.map((column) => column.width).join(" ");
  const isDrawn = active >= virtual.first && active < virtual.end;
  const indexes = Array.from(
    { length: Math.max(0, virtual.end - virtual.first) },
    (_, at) => virtual.first + at,
  );

  if (count === 0 && props.empty) return <>{props.empty}</>;

  return (
    <div className={styles.frame} style={{ minWidth: props.minWidth }}>
      <div
        id={`${id}-head`}
        role="rowgroup"
        className={props.hideHeader ? "visually-hidden" : undefined}
        style={{ paddingRight: virtual.scrollbar }}
      >
        <div role="row" aria-rowindex={1} className={styles.header} style={{ gridTemplateColumns: tracks }}>
          {selection && (
            <span role="columnheader" className={`${styles.cell} ${styles.check}`}>
              {selection.head ?? <span className="visually-hidden">{t("kit.select")}</span>}
            </span>
          )}
          {columns.map((column) => (
            <span
              key={column.id}
              role="columnheader"
              aria-sort={column.sort}
              className={styles.cell}
              data-align={column.align}
            >
              {column.header}
              {column.resize && <ResizeHandle {...column.resize} />}
            </span>
          ))}
        </div>
      </div>
      <div
        ref={grid}
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-owns={`${id}-head`}
        aria-rowcount={count + 1}
        aria-colcount={columns.length + (selection ? 1 : 0)}
        aria-multiselectable={selection ? true : undefined}
        aria-activedescendant={isDrawn ? `${id}-${active}` : undefined}
        className={styles.grid}
        onKeyDown={onKeyDown}
        onScroll={virtual.onScroll}
      >
        <div role="presentation" className={styles.spacer} style={{ height: virtual.spacer }}>
          <div
            role="rowgroup"
            className={styles.window}
            style={{ transform: `translateY(${virtual.offset}px)` }}
          >
            {indexes.map((index) => {
              const found = row(index);
              const key = found === undefined ? `ghost ${index}` : rowKey(found);
              const selected = selection && found !== undefined ? selection.has(key) : undefined;
              return (
                <ListRow
                  key={key}
                  id={`${id}-${index}`}
                  index={index}
                  row={found}
                  columns={columns}
                  tracks={tracks}
                  height={rowHeight}
                  isActive={index === active}
                  isSelected={selected}
                  hasSelection={selection !== undefined}
                  onClick={pressed}
                  onToggle={ticked}
                />
              );
            })}
          </div>
        </div>
      </div>
    </div>
  );
}
