import { isWorded, type T } from "@/i18n";
import { type Allowed, newId, type Person, type PersonView, type Role } from "@/ipc";
import { fieldProblem, problemOf } from "@/kit";

export const roles: readonly Role[] = ["readOnly", "staff", "manager", "owner"];

/** What may be ticked for each person; an owner may all of it. */
export const ticks = ["export", "phones", "delete", "others"] as const;

export const people = (saved: readonly PersonView[]): Person[] => saved.map(({ person }) => person);

/** What somebody of a role is offered at first. */
export function usual(role: Role): Allowed {
  const isTrusted = role === "manager" || role === "owner";
  return {
    export: isTrusted,
    phones: role !== "readOnly",
    delete: isTrusted,
    others: true,
    voucherFen: null,
    points: null,
  };
}

/** Somebody new may give nothing alone until the shop says how much. The first is whoever the shop belongs to. */
export function newPerson(isFirst: boolean): Person {
  const role = isFirst ? "owner" : "staff";
  return { id: newId(), name: "", role, limitFen: isFirst ? null : 0, allowed: usual(role) };
}

/** Another role brings its usual rights, unless somebody chose others. */
export function withRole({ role: before, allowed }: Person, role: Role): Pick<Person, "role" | "allowed"> {
  const isUsual = JSON.stringify(allowed) === JSON.stringify(usual(before));
  return { role, allowed: isUsual ? usual(role) : allowed };
}

/** Who is saved, has a passphrase and is no longer named: saving takes it from them. */
export const gone = (saved: readonly PersonView[], now: readonly Person[]): string[] =>
  saved
    .filter(({ person, passphrase }) => passphrase && !now.some(({ id }) => id === person.id))
    .map(({ person }) => person.name);

/** What is wrong at a place such as `people.1.name` or `passphrase`, in words that speak of people. */
export function problemAt(t: T, error: unknown, path: string): string | undefined {
  const problem = error ? problemOf(error) : undefined;
  if (problem?.kind !== "invalid" || problem.field !== path) return undefined;
  const key = `settings.people.problem.${path.split(".").at(-1)}.${problem.code}`;
  return isWorded(key) ? t(key) : fieldProblem(t, error, path);
}

/** Whether a problem stands beside what it is about. */
export function isBeside(error: unknown): boolean {
  if (error === undefined) return false;
  const { kind, field } = problemOf(error);
  return kind === "invalid" && typeof field === "string" && field.includes(".");
}
