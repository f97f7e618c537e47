import { isWorded, type Key, type T } from "@/i18n";

/** An error as it crosses the wire: a kind and the parameters its sentence needs. */
export interface Problem {
  kind: string;
  [parameter: string]: unknown;
}

/** Takes whatever was thrown. Command errors carry their problem as `.error`; anything else is ours. */
export function problemOf(thrown: unknown): Problem {
  if (typeof thrown === "object" && thrown !== null) {
    const inner = (thrown as { error?: unknown }).error ?? thrown;
    if (typeof inner === "object" && inner !== null && typeof (inner as Problem).kind === "string") {
      return inner as Problem;
    }
  }
  return { kind: "internal" };
}

/** What narrows a kind down: `file` has a problem, `notFound` says what, `notAllowed` which right, `cannotUndo` a reason. */
function narrower(problem: Problem): unknown {
  const { problem: detail, trouble, what, right, reason } = problem;
  return detail ?? trouble ?? what ?? right ?? (reason as { why?: unknown } | undefined)?.why;
}

/**
 * Words a problem: what happened, and what to do next. `errors.<kind>.<narrower>` goes before `errors.<kind>`.
 */
export function problemWords(t: T, thrown: unknown): { text: string; next: string } {
  const problem = problemOf(thrown);
  const roots = [`errors.${problem.kind}.${narrower(problem)}`, `errors.${problem.kind}`, "errors.unknown"];
  const root = roots.find((candidate) => isWorded(`${candidate}.text`)) ?? "errors.unknown";
  return { text: t(`${root}.text` as Key, problem), next: t(`${root}.next` as Key, problem) };
}

/**
 * The sentence under a field, where the problem is with that field; some fields have one of their own for a code. `of`
 * tells fields of the same name apart.
 */
export function fieldProblem(t: T, thrown: unknown, field: string, of?: string): string | undefined {
  const problem = thrown ? problemOf(thrown) : undefined;
  if (problem?.kind !== "invalid" || problem.field !== field) return undefined;
  const named = of ? `${of}.${field}` : field;
  const keys = [`errors.invalidIn.${named}.${problem.code}`, `errors.invalid.${problem.code}`];
  return t(keys.find(isWorded) ?? "errors.invalid.text", problem);
}
