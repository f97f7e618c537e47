import { expect, test } from "vitest";
import type { FilledPart, Variable } from "@/ipc";
import { firstMissing, standsThere, wholeText } from "./filled";

const parts: FilledPart[] = [
  { text: "王欣", variable: "customer", missing: false },
  { text: "您好，", variable: null, missing: false },
  { text: "", variable: "offer", missing: true },
  { text: "这件事", variable: "subject", missing: false },
];
const asked: Variable[] = ["offer", "subject"];

test.each([
  [{}, "王欣您好，这件事", "offer"],
  [{ offer: "  " }, "王欣您好，这件事", "offer"],
  [{ offer: "一杯茶" }, "王欣您好，一杯茶这件事", undefined],
  [{ offer: "一杯茶", subject: "延期" }, "王欣您好，一杯茶延期", undefined],
  // What is known of the customer is not overwritten.
  [{ offer: "一杯茶", customer: "李娜" }, "王欣您好，一杯茶这件事", undefined],
])("%o is said as %s", (typed, whole, missing) => {
  expect(wholeText(parts, typed, asked)).toBe(whole);
  expect(firstMissing(["offer"], typed)).toBe(missing);
});

test("what is missing stands nowhere", () => {
  expect(parts[2] && standsThere(parts[2], {}, asked)).toBeUndefined();
});
