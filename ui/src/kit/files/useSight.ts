import { useEffect, useRef, useState } from "react";

/** Calls whenever the element comes near the screen. Answers what to give the element as its ref. */
export function useSight(onSight: () => void) {
  const latest = useRef(onSight);
  latest.current = onSight;
  const [element, setElement] = useState<HTMLElement | null>(null);
  useEffect(() => {
    if (!element) return;
    const observer = new IntersectionObserver(
      ([seen]) => {
        if (seen?.isIntersecting) latest.current();
      },
      { rootMargin: "600px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return setElement;
}
