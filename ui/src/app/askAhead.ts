import type { QueryClient } from "@tanstack/react-query";
import { todayCounts, todayPages } from "@/features/followups/queries";
import { shopStatus } from "@/shop";

/** Asks what the first screen will ask, so that the answers come while the screens are still being put together. */
export async function askAhead(client: QueryClient): Promise<void> {
  const status = await client.ensureQueryData(shopStatus());
  if (status.shop === null || location.pathname !== "/") return;
  void client.prefetchInfiniteQuery(todayPages(status.today));
  void client.prefetchQuery(todayCounts(status.today));
}
