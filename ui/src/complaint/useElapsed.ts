import { useEffect, useState } from "react";

const tickMs = 10_000;

/**
 * One timer for a whole board: how much open time has passed since `now`, at which the figures were true. While the shop
 * is closed none does; when that changes the caller asks anew.
 */
export function useElapsed(now: number | undefined, open: boolean): number {
  const [elapsed, setElapsed] = useState(0);
  useEffect(() => {
    setElapsed(0);
    if (now === undefined || !open) return;
    const started = performance.now();
    const timer = setInterval(() => setElapsed(performance.now() - started), tickMs);
    return () => clearInterval(timer);
  }, [now, open]);
  return elapsed;
}
