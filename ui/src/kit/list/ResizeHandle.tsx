import { type PointerEvent, useRef } from "react";
import styles from "./list.module.css";

export interface Resize {
  label: string;
  /** In px at 100 %; null for as wide as usual. */
  onResize: (width: number | null) => void;
}

const least = 40;
const most = 2_000;

/** The edge of a heading: dragged it sets the width, pressed twice it lets go of it. */
export function ResizeHandle({ label, onResize }: Resize) {
  const start = useRef<{ x: number; width: number }>(undefined);

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    const heading = event.currentTarget.parentElement;
    if (!heading || event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, width: heading.getBoundingClientRect().width };
  }

  function onPointerMove(event: PointerEvent) {
    if (!start.current) return;
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
    const px = ((start.current.width + event.clientX - start.current.x) * 16) / rem;
    onResize(Math.round(Math.max(least, Math.min(most, px))));
  }

  const end = () => {
    start.current = undefined;
  };
  return (
    <span
      aria-hidden="true"
      title={label}
      className={styles.resize}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={end}
      onPointerCancel={end}
      onDoubleClick={() => onResize(null)}
    />
  );
}
