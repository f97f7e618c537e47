import { useState } from "react";
import { useLanguage, useT } from "@/i18n";
import { type Operation, undo, useWrite } from "@/ipc";
import {
  formatDay,
  formatInstant,
  formatMoney,
  formatNumber,
  offerUndo,
  problemOf,
  useShopTime,
} from "@/kit";

/** One write with a way back, and what went wrong where it was refused. Answers nothing then. */
export function useAct<V, A>(run: (op: Operation, values: V) => Promise<A>, done: (values: V) => string) {
  const t = useT();
  const worded = useWorded();
  const { mutateAsync, isPending } = useWrite<V, A>(run);
  const [error, setError] = useState<unknown>();
  const act = async (values: V) => {
    setError(undefined);
    try {
      const written = await mutateAsync(values);
      offerUndo(t, done(values), () => undo(written.op));
      return written;
    } catch (thrown) {
      setError(worded(thrown));
      return undefined;
    }
  };
  return { act, isPending, error, forget: () => setError(undefined) };
}

/** Figures and moments of an error, as its sentence says them. */
export function useWorded() {
  const language = useLanguage();
  const { zone } = useShopTime();
  return (thrown: unknown) => {
    const problem = problemOf(thrown);
    const inner = typeof problem.problem === "object" && problem.problem !== null ? problem.problem : {};
    const words: Record<string, unknown> = { ...inner, ...problem };
    for (const [name, value] of Object.entries(words)) {
      if (name.endsWith("Fen") && typeof value === "number") words[name.slice(0, -3)] = formatMoney(value);
      if (name.endsWith("Points") && typeof value === "number") words[name] = formatNumber(value, language);
      if (name === "at" && typeof value === "number") words.at = formatInstant(value, zone, language, "day");
      if ((name === "on" || name === "from") && typeof value === "string")
        words[name] = formatDay(value, language);
    }
    const why = (inner as { why?: string }).why;
    return { ...words, kind: problem.kind, ...(why ? { problem: why } : {}) };
  };
}
