import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useShopTime } from "@/kit";
import { todayPages } from "./queries";

/** Today's rows without those whose writing is under way: what was done is gone from the list at once. */
export function useTodayRows() {
  const { today } = useShopTime();
  const pages = useInfiniteQuery(todayPages(today));
  const [leaving, setLeaving] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(
    () => pages.data?.pages.flatMap((page) => page.rows).filter((row) => !leaving.has(row.id)) ?? [],
    [pages.data, leaving],
  );
  const mark = (id: string, gone: boolean) =>
    setLeaving((before) => {
      const after = new Set(before);
      if (gone) after.add(id);
      else after.delete(id);
      return after;
    });
  return { pages, rows, hide: (id: string) => mark(id, true), show: (id: string) => mark(id, false) };
}
