import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { FollowUpView } from "@/ipc";
import { useShopTime } from "@/kit";
import { askAgainMs, todayPages } from "./queries";

interface Held {
  row: FollowUpView;
  index: number;
}

/**
 * Today's rows without those whose writing is under way: what was done is gone from the list at once. The one that
 * somebody writes in stays, whoever else takes it away meanwhile: its form must neither go nor pass to the next row.
 */
export function useTodayRows() {
  const { today } = useShopTime();
  const pages = useInfiniteQuery({ ...todayPages(today), refetchInterval: askAgainMs });
  const [leaving, setLeaving] = useState<ReadonlySet<string>>(new Set());
  const [held, hold] = useState<Held | null>(null);
  const rows = useMemo(() => {
    const all = pages.data?.pages.flatMap((page) => page.rows) ?? [];
    if (held && all.every((row) => row.id !== held.row.id)) all.splice(held.index, 0, held.row);
    return all.filter((row) => !leaving.has(row.id));
  }, [pages.data, leaving, held]);
  const mark = (id: string, gone: boolean) =>
    setLeaving((before) => {
      const after = new Set(before);
      if (gone) after.add(id);
      else after.delete(id);
      return after;
    });
  return { pages, rows, hold, hide: (id: string) => mark(id, true), show: (id: string) => mark(id, false) };
}
