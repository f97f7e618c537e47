import i18next from "i18next";
import { expect, test } from "vitest";
import type { T } from "@/i18n";
import "@/i18n";
import type { CustomField, Filter, Preference, Test } from "@/ipc";
import { type FieldId, type Library, noLibrary } from "./fields";
import { all, any, empty, is, not, on } from "./made";
import { filterWords } from "./wording";

const idOf = (name: string) => `019abcde-0000-7000-8000-${name}` as FieldId;
const likes = (id: string, category: string, value: string) =>
  ({ id, category, value }) as unknown as Preference;
const field = (kind: CustomField["kind"], name: string): CustomField => ({
  id: idOf(kind),
  name,
  kind,
  choices: kind === "choice" ? [{ number: 2, text: "Less sugar" }] : [],
});
const library: Library = {
  fields: [
    field("choice", "Sweetness"),
    field("money", "Deposit"),
    field("number", "Dogs"),
    field("date", "Fitting"),
    field("yesNo", "Lives near"),
  ],
  preferences: [likes("p1", "Taste", "Matcha"), likes("p2", "Taste", "Vanilla")],
  levels: [],
  isWhole: true,
};
const own = (kind: CustomField["kind"], test: Test): Filter => ({ kind: "own", field: idOf(kind), test });
const t = i18next.getFixedT("en") as unknown as T;

test.each<[Filter, string]>([
  [own("choice", { test: "oneOf", values: ["2"] }), "Sweetness is Less sugar"],
  [
    own("choice", { test: "oneOf", values: ["2", "9"] }),
    "Sweetness is Less sugar, a value that was taken away",
  ],
  [own("yesNo", { test: "oneOf", values: ["no"] }), "Lives near is No"],
  [own("money", { test: "between", from: -350, to: null }), "Deposit at least \u2212¥3.50"],
  [own("number", { test: "between", from: null, to: 15_000 }), "Dogs at most 1.5"],
  [own("date", { test: "next", days: 30 }), "Fitting in the next 30 days"],
  [not(own("date", { test: "empty" })), "Fitting is not empty"],
  [own("text", { test: "contains", text: "x" }), "A field that was taken away"],
  [not(own("text", { test: "empty" })), "not A field that was taken away"],
  [on("preferences", { test: "allOf", values: ["p1", "p2"] }), "Likes has all of Matcha, Vanilla"],
  [is("preferences", "p3"), "Likes has any of a value that was taken away"],
  [is("agreed", "wechat"), "Agreed to has any of WeChat"],
  [
    any(empty("agreed"), all(is("refused", "sms"), is("tags", "a"))),
    "Agreed to is empty or (Refused has any of SMS and Tags has any of a)",
  ],
])("%j says %j", (filter, words) => {
  expect(filterWords(t, "en", library, filter)).toBe(words);
});

test("what is on its way is not said to be gone", () => {
  const filter = own("choice", { test: "empty" });
  expect(filterWords(t, "en", { ...noLibrary, isWhole: false }, filter)).toBe("…");
});
