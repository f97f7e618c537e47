import type { FilledPart, Variable } from "@/ipc";

/** What a person added to a text, by the variable that it stands for. */
export type Typed = Partial<Record<Variable, string>>;

const typedFor = (typed: Typed, variable: Variable | null) =>
  (variable && typed[variable]?.trim()) || undefined;

/** What stands in a stretch of the text; nothing where it is missing still. */
export function standsThere(part: FilledPart, typed: Typed, asked: readonly Variable[]): string | undefined {
  const isAsked = part.variable !== null && asked.includes(part.variable);
  const added = isAsked ? typedFor(typed, part.variable) : undefined;
  return added ?? (part.missing ? undefined : part.text);
}

/** The whole text, once nothing is missing. */
export const wholeText = (parts: readonly FilledPart[], typed: Typed, asked: readonly Variable[]): string =>
  parts.map((part) => standsThere(part, typed, asked) ?? "").join("");

/** The first thing that must be asked for still. */
export const firstMissing = (missing: readonly Variable[], typed: Typed) =>
  missing.find((variable) => !typedFor(typed, variable));
