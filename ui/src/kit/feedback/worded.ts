import { useCallback } from "react";
import { isWorded, type Key, type T, useLanguage, useT } from "@/i18n";
import { formatDay, formatInstant, formatMoney, formatNumber } from "../words/format";
import { useShopTime } from "../words/Words";
import { type Problem, problemOf } from "./problem";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** Why a step of a complaint cannot be taken, with the names of what it speaks of. */
function refusedWords(t: T, refusal: Record<string, unknown>): Problem {
  const named = (key: string) => (isWorded(key) ? t(key as Key) : key);
  const missing = Array.isArray(refusal.missing) ? refusal.missing : [];
  return {
    kind: "complaint",
    problem: refusal.kind,
    words: refusal.words,
    state: named(`terms.complaintState.${refusal.state}`),
    missing: missing.map((each) => named(`complaints.missing.${each}`)).join(t("customers.listComma")),
  };
}

/** Figures and moments of a problem, as its sentence says them: `restFen` is said as `rest`. */
export function useWorded() {
  const t = useT();
  const language = useLanguage();
  const { zone } = useShopTime();
  return useCallback(
    (thrown: unknown): Problem => {
      const problem = problemOf(thrown);
      const inner = isObject(problem.problem) ? problem.problem : {};
      if (isObject(problem.refusal)) return refusedWords(t, problem.refusal);
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
    [t, language, zone],
  );
}
