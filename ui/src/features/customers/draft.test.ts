import { expect, test } from "vitest";
import { type DraftForm, draftOf, emptyForm, isBeyondQuick } from "./draft";

const draft = (typed: Partial<DraftForm>) => draftOf({ ...emptyForm, ...typed });
const lunar = { year: "", month: "6", day: "1", calendar: "lunar", leap: true } as const;

test("what was typed becomes a draft", () => {
  expect(draft({ name: "Li", email: " li@example.com ", birthday: lunar })).toMatchObject({
    name: "Li",
    birthday: { year: null, month: 6, day: 1, calendar: "lunar", leap: true },
    channel: null,
    portrait: { reaches: [{ kind: "email", value: " li@example.com ", label: "" }] },
  });
});

test("no solar day is of a leap month", () => {
  expect(draft({ birthday: { ...lunar, calendar: "solar" } }).birthday).toMatchObject({ leap: false });
});

test("what only people have does not travel along with a company", () => {
  expect(draft({ kind: "company", birthday: lunar, company: "Acme", role: "buyer" })).toMatchObject({
    birthday: null,
    company: "",
    portrait: { role: "" },
  });
});

test.each<[Partial<DraftForm>, boolean]>([
  [{ name: "Li", phone: "139", tags: ["a"], kind: "company" }, false],
  [{ region: "east" }, true],
  [{ birthday: lunar }, true],
])("%o goes beyond the quick form: %s", (typed, expected) => {
  expect(isBeyondQuick({ ...emptyForm, ...typed })).toBe(expected);
});
