import { useCallback, useState } from "react";

/** How wide an element is, in rem, so that the in-app zoom counts like a narrower screen. */
export function useWidth(): [(element: HTMLElement | null) => (() => void) | undefined, number] {
  const [width, setWidth] = useState(60);
  const measure = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const observer = new ResizeObserver(() => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
      setWidth(element.clientWidth / rem);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [measure, width];
}
