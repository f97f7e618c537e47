import { expect, test } from "vitest";
import type { PersonView, Role } from "@/ipc";
import { drafts, isBeside, newPerson, ownersWith } from "./draft";

const somebody = (name: string, role: Role, passphrase: boolean): PersonView => ({
  person: { name, role, limitFen: 0 },
  passphrase,
});

test("owners with a passphrase say yes, nobody else", () => {
  const people = [somebody("Chen", "owner", true), somebody("Li", "owner", false)];
  expect(ownersWith([...people, somebody("Wu", "manager", true)])).toEqual(["Chen"]);
  expect(drafts(people).map(({ key }) => key)).toEqual(["Chen", "Li"]);
});

test("the first to be entered is the owner; others may give nothing until it is said how much", () => {
  expect(newPerson(true).person).toEqual({ name: "", role: "owner", limitFen: null });
  expect(newPerson(false).person).toEqual({ name: "", role: "staff", limitFen: 0 });
});

test.each([
  ["people.1.name", true],
  ["passphrase", true],
  ["by", true],
  ["people", false],
])("a problem with %s", (field, expected) => {
  expect(isBeside({ kind: "invalid", field, code: "required" })).toBe(expected);
});
