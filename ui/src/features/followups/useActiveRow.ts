import { useLayoutEffect, useRef, useState } from "react";
import type { FollowUpView } from "@/ipc";

interface Place {
  id: string;
  index: number;
}

/** Kept until the program closes, so that coming back from a customer lands where one left. */
let left: Place = { id: "", index: 0 };

/** Which row the keys act on. When its row goes, the one that moves up into its place takes over. */
export function useActiveRow(rows: readonly FollowUpView[]) {
  const [place, setPlace] = useState(left);
  const found = rows.findIndex((row) => row.id === place.id);
  const index = found >= 0 ? found : Math.min(place.index, rows.length - 1);
  const row = rows[index];
  const latest = useRef({ rows, index });
  latest.current = { rows, index };

  useLayoutEffect(() => {
    if (row) left = { id: row.id, index };
  }, [row, index]);

  function go(to: number) {
    const { rows: all } = latest.current;
    const next = Math.max(0, Math.min(all.length - 1, to));
    const at = all[next];
    if (at) setPlace({ id: at.id, index: next });
  }

  return {
    row,
    index,
    go,
    step: (by: 1 | -1) => go(latest.current.index + by),
    /** Also for a row that is not back yet. */
    goTo: (id: string) => setPlace({ id, index: latest.current.index }),
    /** Holds the place by number, because the row is about to leave. */
    letGo: () => setPlace({ id: "", index: latest.current.index }),
  };
}

export type ActiveRow = ReturnType<typeof useActiveRow>;
