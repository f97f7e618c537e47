import { useEffect } from "react";
import { gate } from "@/ipc";

/** Often enough for a lock that counts minutes, and seldom enough to cost nothing. */
const everyMs = 20_000;
const signs = ["pointerdown", "pointermove", "keydown", "wheel"] as const;

/** Tells that somebody is here, as long as somebody is: where nobody is for a while, the shop shuts by itself. */
export function useActivity(isWatched: boolean) {
  useEffect(() => {
    if (!isWatched) return;
    let told = Number.NEGATIVE_INFINITY;
    const seen = () => {
      const now = performance.now();
      if (now - told < everyMs) return;
      told = now;
      gate.seen().catch(() => {
        // Told again with the next sign of life.
      });
    };
    for (const sign of signs) addEventListener(sign, seen, { capture: true, passive: true });
    return () => {
      for (const sign of signs) removeEventListener(sign, seen, { capture: true });
    };
  }, [isWatched]);
}
