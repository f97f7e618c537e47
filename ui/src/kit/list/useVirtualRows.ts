import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { type Geometry, scrollFor, spacerHeight, visibleRows } from "./geometry";

interface Options {
  count: number;
  rowHeight: number;
  overscan: number;
  start?: number;
  onWindow?: (first: number, end: number) => void;
}

/** Which rows to draw for where the person has scrolled to. The scroller is a plain element that scrolls by itself. */
export function useVirtualRows(scroller: RefObject<HTMLDivElement | null>, options: Options) {
  const { count, rowHeight, overscan, start = 0, onWindow } = options;
  const [scrollTop, setScrollTop] = useState(start);
  const [viewport, setViewport] = useState(0);
  const [scrollbar, setScrollbar] = useState(0);
  const geometry: Geometry = { count, rowHeight, viewport };
  const latest = useRef(geometry);
  latest.current = geometry;

  // An empty list may show something else in its place; there is nothing to measure before there are rows.
  const hasRows = count > 0;
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !hasRows) return;
    const measure = () => {
      setViewport(element.clientHeight);
      setScrollbar(element.offsetWidth - element.clientWidth);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, hasRows]);

  // The spacer has its height only once there are rows, so a remembered place is taken up when they arrive.
  const restored = useRef(start === 0);
  useLayoutEffect(() => {
    if (restored.current || count === 0 || viewport === 0 || !scroller.current) return;
    restored.current = true;
    scroller.current.scrollTop = start;
    setScrollTop(scroller.current.scrollTop);
  }, [scroller, count, viewport, start]);

  // Keeps the same row on top when zoom or density changes the height of all.
  const lastHeight = useRef(rowHeight);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || lastHeight.current === rowHeight) return;
    element.scrollTop *= rowHeight / lastHeight.current;
    lastHeight.current = rowHeight;
    setScrollTop(element.scrollTop);
  }, [scroller, rowHeight]);

  const onScroll = useCallback(() => {
    if (scroller.current) setScrollTop(scroller.current.scrollTop);
  }, [scroller]);

  const show = useCallback(
    (index: number, align: "nearest" | "start" = "nearest") => {
      const element = scroller.current;
      if (!element) return;
      const to = scrollFor(latest.current, element.scrollTop, index, align);
      if (to === undefined) return;
      element.scrollTop = to;
      setScrollTop(element.scrollTop);
    },
    [scroller],
  );

  const rows = visibleRows(geometry, scrollTop, overscan);
  useEffect(() => {
    if (rows.end > rows.first && viewport > 0) onWindow?.(rows.first, rows.end);
  }, [rows.first, rows.end, viewport, onWindow]);

  return {
    ...rows,
    scrollTop,
    /** How much narrower than the header the rows are. */
    scrollbar,
    spacer: spacerHeight(geometry),
    isMeasured: viewport > 0 && count > 0,
    perPage: Math.max(1, Math.floor(viewport / rowHeight) - 1),
    onScroll,
    show,
  };
}
