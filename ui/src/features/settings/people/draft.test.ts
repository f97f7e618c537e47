import { expect, test } from "vitest";
import type { Person, Role } from "@/ipc";
import { gone, isBeside, newPerson, usual, withRole } from "./draft";

const somebody = (role: Role, name = ""): Person => ({
  ...newPerson(false),
  name,
  role,
  allowed: usual(role),
});

test("the first to be entered is the owner; others may give nothing until it is said how much", () => {
  expect(newPerson(true)).toMatchObject({ name: "", role: "owner", limitFen: null });
  expect(newPerson(false)).toMatchObject({ name: "", role: "staff", limitFen: 0 });
});

test("another role brings its usual rights, and leaves those that somebody chose", () => {
  expect(withRole(somebody("staff"), "manager").allowed.export).toBe(true);
  const chosen = { ...somebody("staff"), allowed: { ...usual("staff"), phones: false } };
  expect(withRole(chosen, "manager").allowed).toEqual(chosen.allowed);
});

test("who goes and had a passphrase is named", () => {
  const [chen, li, wu] = [somebody("owner", "Chen"), somebody("staff", "Li"), somebody("staff", "Wu")];
  const saved = [
    { person: chen, passphrase: true },
    { person: li, passphrase: true },
    { person: wu, passphrase: false },
  ];
  expect(gone(saved, [{ ...chen, name: "Chen Wei" }])).toEqual(["Li"]);
});

test.each([
  ["people.1.name", true],
  ["people.0.voucherFen", true],
  ["people", false],
])("a problem with %s", (field, expected) => {
  expect(isBeside({ kind: "invalid", field, code: "required" })).toBe(expected);
});
