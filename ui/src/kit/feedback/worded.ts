import { useCallback } from "react";
import { useLanguage } from "@/i18n";
import { formatDay, formatInstant, formatMoney, formatNumber } from "../words/format";
import { useShopTime } from "../words/Words";
import { type Problem, problemOf } from "./problem";

/** Figures and moments of a problem, as its sentence says them: `restFen` is said as `rest`. */
export function useWorded() {
  const language = useLanguage();
  const { zone } = useShopTime();
  return useCallback(
    (thrown: unknown): Problem => {
      const problem = problemOf(thrown);
      const inner = typeof problem.problem === "object" && problem.problem !== null ? problem.problem : {};
      const words: Record<string, unknown> = { ...inner, ...problem };
      for (const [name, value] of Object.entries(words)) {
        if (typeof value === "number") {
          if (name.endsWith("Fen")) words[name.slice(0, -3)] = formatMoney(value);
          if (name.endsWith("Points")) words[name] = formatNumber(value, language);
          if (name === "at") words.at = formatInstant(value, zone, language, "day");
        } else if ((name === "on" || name === "from") && typeof value === "string") {
          words[name] = formatDay(value, language);
        }
      }
      const { why } = inner as { why?: string };
      return { ...words, kind: problem.kind, ...(why ? { problem: why } : {}) };
    },
    [language, zone],
  );
}
