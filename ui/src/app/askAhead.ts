import type { QueryClient } from "@tanstack/react-query";
import { openSections, sectionPages, todayCounts } from "@/features/followups/queries";
import { whoseNow } from "@/features/followups/whose";
import { gateStatus } from "@/gate";
import { shopStatus } from "@/shop";

/** Asks what the first screen will ask, so that the answers come while the screens are still being put together. */
export async function askAhead(client: QueryClient): Promise<void> {
  void client.prefetchQuery(gateStatus());
  const status = await client.ensureQueryData(shopStatus());
  if (status.shop === null || location.pathname !== "/") return;
  for (const section of openSections) {
    void client.prefetchInfiniteQuery(sectionPages(status.today, section, whoseNow()));
  }
  void client.prefetchQuery(todayCounts(status.today));
}
