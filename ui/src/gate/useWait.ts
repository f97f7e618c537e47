import { useEffect, useState } from "react";
import type { CommandProblem } from "@/ipc";
import { problemOf } from "@/kit";

/** How many seconds the next try still waits after several wrong ones, second by second. */
export function useWait(error: unknown): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const problem = error === undefined ? undefined : (problemOf(error) as CommandProblem);
    const end = problem?.kind === "tooSoon" ? performance.now() + problem.seconds * 1_000 : 0;
    const count = () => setLeft(Math.max(0, Math.ceil((end - performance.now()) / 1_000)));
    count();
    if (end === 0) return;
    const timer = setInterval(() => {
      count();
      if (performance.now() >= end) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [error]);
  return left;
}
