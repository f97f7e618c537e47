import { isWorded, type T } from "@/i18n";
import { fieldProblem, problemOf } from "@/kit";

/** What is wrong at a place such as `week.0.1.to`, in words that speak of hours and days. */
export function problemAt(t: T, error: unknown, path: string): string | undefined {
  const problem = error ? problemOf(error) : undefined;
  if (problem?.kind !== "invalid" || problem.field !== path) return undefined;
  const kind = path.startsWith("own") && !path.includes("spans") ? "days" : "span";
  const key = `settings.hours.problem.${kind}.${problem.code}`;
  return isWorded(key) ? t(key) : fieldProblem(t, error, path);
}

/** Whether a problem stands beside what it is about. */
export function isBeside(error: unknown): boolean {
  const { kind, field } = problemOf(error);
  return kind === "invalid" && typeof field === "string" && /^(week|own\.|makeUp)/.test(field);
}
