import { useEffect, useState } from "react";

/** So far from the screen something still counts as near it. */
const margin = "800px";

/**
 * Whether an element is on the screen or near it, and how high it was when it last was. Something that holds the focus
 * stays near.
 */
export function useNear() {
  const [element, ref] = useState<HTMLElement | null>(null);
  const [isNear, setNear] = useState(true);
  const [height, setHeight] = useState<number>();
  useEffect(() => {
    if (!element) return;
    const observer = new IntersectionObserver(
      ([seen]) => {
        if (!seen) return;
        const isHeld = element.contains(document.activeElement);
        if (!seen.isIntersecting && !isHeld) setHeight(seen.boundingClientRect.height);
        setNear(seen.isIntersecting || isHeld);
      },
      { root: scrollerOf(element), rootMargin: margin },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return { ref, isNear, height };
}

/** What scrolls the element; a margin counts from there and not from the window. */
function scrollerOf(element: HTMLElement): HTMLElement | null {
  for (let at = element.parentElement; at; at = at.parentElement)
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  return null;
}
