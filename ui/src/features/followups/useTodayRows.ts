import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { FollowUpView, TodayCounts } from "@/ipc";
import { useShopTime } from "@/kit";
import { askAgainMs, type OpenSection, openSections, sectionPages } from "./queries";

/** A part of Today as the list draws it. */
export interface Part {
  section: OpenSection;
  rows: readonly FollowUpView[];
  /** How many there are in all, as far as that is known. */
  count: { value: number; orMore: boolean };
  onMore: (() => void) | undefined;
  isLoadingMore: boolean;
  hasFailed: boolean;
}

interface Held {
  row: FollowUpView;
  section: OpenSection;
  index: number;
}

/**
 * Today's rows without those whose writing is under way: what was done is gone from the list at once. The one that
 * somebody writes in stays, whoever else takes it away meanwhile: its form must neither go nor pass to the next row.
 */
export function useTodayRows(of: string | null, counts: TodayCounts | undefined) {
  const { today } = useShopTime();
  const ask = (section: OpenSection) => ({
    ...sectionPages(today, section, of),
    refetchInterval: askAgainMs,
  });
  const overdue = useInfiniteQuery(ask("overdue"));
  const now = useInfiniteQuery(ask("now"));
  const later = useInfiniteQuery(ask("later"));
  const asked = { overdue, now, later };
  const [leaving, setLeaving] = useState<ReadonlySet<string>>(new Set());
  const [held, setHeld] = useState<Held | null>(null);

  const rows = useMemo(() => {
    const found = [overdue.data, now.data, later.data].map(
      (answer) => answer?.pages.flatMap((page) => page.rows) ?? [],
    );
    const isThere = held && found.some((list) => list.some((row) => row.id === held.row.id));
    if (held && !isThere) found[openSections.indexOf(held.section)]?.splice(held.index, 0, held.row);
    return found.map((list) => list.filter((row) => !leaving.has(row.id)));
  }, [overdue.data, now.data, later.data, leaving, held]);

  // Counted for everybody; of one person's it is known only where the list ends.
  const counted = of === null && counts ? countOf(counts) : undefined;
  const list = openSections.map((section, at): Part => {
    const { hasNextPage, fetchNextPage, isFetchingNextPage, isFetchNextPageError } = asked[section];
    const shown = rows[at] ?? [];
    return {
      section,
      rows: shown,
      count: {
        value: hasNextPage ? Math.max(shown.length, counted?.[section] ?? 0) : shown.length,
        orMore: hasNextPage && !counted,
      },
      onMore: hasNextPage ? () => void fetchNextPage() : undefined,
      isLoadingMore: isFetchingNextPage,
      hasFailed: isFetchNextPageError,
    };
  });

  function hold(row: FollowUpView | null) {
    const at = row ? rows.findIndex((each) => each.some(({ id }) => id === row.id)) : -1;
    const section = openSections[at];
    const index = rows[at]?.findIndex(({ id }) => id === row?.id);
    setHeld(row && section && index !== undefined ? { row, section, index } : null);
  }

  const mark = (id: string, gone: boolean) =>
    setLeaving((before) => {
      const after = new Set(before);
      if (gone) after.add(id);
      else after.delete(id);
      return after;
    });

  const all = Object.values(asked);
  return {
    parts: list.filter((part) => part.rows.length > 0),
    isPending: all.some((each) => each.isPending),
    error: all.find((each) => each.error)?.error,
    retry: () => void Promise.all(all.map((each) => each.refetch())),
    hold,
    hide: (id: string) => mark(id, true),
    show: (id: string) => mark(id, false),
  };
}

const countOf = ({ due, overdue, later }: TodayCounts): Record<OpenSection, number> => ({
  overdue,
  now: due - overdue - later,
  later,
});
