import { useEffect, useState } from "react";
import { dayOf } from "@/kit";

/**
 * Which day it is at the shop. Looked at often, because a laptop sleeps through midnight and a timer set for it would
 * ring late.
 */
export function useShopClock(zone: string): string {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 20_000);
    return () => clearInterval(timer);
  }, []);
  return dayOf(now, zone);
}
