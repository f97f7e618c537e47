import { isWorded, type T } from "@/i18n";
import { fieldProblem, problemOf } from "@/kit";

/** What is wrong at a place such as `causes.3.name`, in words that speak of complaints. */
export function problemAt(t: T, error: unknown, path: string): string | undefined {
  const problem = error === undefined ? undefined : problemOf(error);
  if (problem?.kind !== "invalid" || problem.field !== path) return undefined;
  const key = `settings.complaints.problem.${path.split(".").at(-1)}.${problem.code}`;
  return isWorded(key) ? t(key) : fieldProblem(t, error, path);
}

/** Whether a problem stands beside what it is about: it names a place within the whole. */
export function isBeside(error: unknown): boolean {
  if (error === undefined) return false;
  const { kind, field } = problemOf(error);
  return kind === "invalid" && typeof field === "string" && field.includes(".");
}
