import { isWorded, type T } from "@/i18n";
import { newId, type Person, type PersonView } from "@/ipc";
import { fieldProblem, problemOf } from "@/kit";

export interface PersonDraft {
  /** The name under which they are saved; of somebody new, anything. */
  key: string;
  person: Person;
}

export const drafts = (saved: readonly PersonView[]): PersonDraft[] =>
  saved.map(({ person }) => ({ key: person.name, person }));

/** Somebody new may give nothing alone until the shop says how much. The first is whoever the shop belongs to. */
export const newPerson = (isFirst: boolean): PersonDraft => ({
  key: newId<"OperationId">(),
  person: isFirst ? { name: "", role: "owner", limitFen: null } : { name: "", role: "staff", limitFen: 0 },
});

/** The owners who have a passphrase: one of them says yes to every change. */
export const ownersWith = (saved: readonly PersonView[]): string[] =>
  saved
    .filter(({ person, passphrase }) => passphrase && person.role === "owner")
    .map(({ person }) => person.name);

/** What is wrong at a place such as `people.1.name` or `passphrase`, in words that speak of people. */
export function problemAt(t: T, error: unknown, path: string): string | undefined {
  const problem = error === undefined ? undefined : problemOf(error);
  if (problem?.kind !== "invalid" || problem.field !== path) return undefined;
  const key = `settings.people.problem.${path.split(".").at(-1)}.${problem.code}`;
  return isWorded(key) ? t(key) : fieldProblem(t, error, path);
}

/** Whether a problem stands beside what it is about. */
export function isBeside(error: unknown): boolean {
  if (error === undefined) return false;
  const { kind, field } = problemOf(error);
  return kind === "invalid" && typeof field === "string" && /\.|^(by|passphrase)$/.test(field);
}
