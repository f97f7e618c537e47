import { cleanup, render } from "@testing-library/react";
import i18next from "i18next";
import { afterEach, expect, test } from "vitest";
import "@/i18n";
import { Sentence } from "./Sentence";

afterEach(cleanup);

test.each([
  ["en", ["<points>", "points for every ¥", "<amount>,", "<rounding>", "once for each purchase."]],
  ["zh-CN", ["每消费 ¥", "<amount>", "得", "<points>", "分，每笔", "<rounding>。"]],
])("a comma stays with the field before it: %s", async (language, expected) => {
  await i18next.changeLanguage(language);
  const slots = { points: "<points>", amount: "<amount>", rounding: "<rounding>" };
  const { container } = render(<Sentence text="tiers.rule.earn" slots={slots} />);
  const parts = [...(container.firstElementChild?.children ?? [])];
  expect(parts.map((part) => part.textContent)).toEqual(expected);
});
