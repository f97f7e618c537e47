import i18next from "i18next";
import { expect, test } from "vitest";
import { words } from "@/i18n";
import type { Reason } from "@/ipc";
import { reasonWords } from "./reason";

const today = "2026-11-23";
const core = { kind: "cadence", segment: "core", everyDays: 90, contact: "deep_talk" } as const;

test.each<[Reason, string, string]>([
  [
    { ...core, last: "2026-08-23" },
    "核心客户，92 天没有深谈了（每 90 天一次）",
    "Core customer, 92 days without a deep talk (every 90 days)",
  ],
  [
    { ...core, last: null },
    "核心客户，从未深谈（每 90 天一次）",
    "Core customer, never had a deep talk (every 90 days)",
  ],
  [
    { ...core, last: "2026-11-20" },
    "核心客户每 90 天深谈一次，上次在3天前",
    "Core customer, a deep talk every 90 days; the last one 3 days ago",
  ],
  [
    { kind: "birthday", day: "2026-11-30", age: 36 },
    "11月30日 36 岁生日（7天后）",
    "Turns 36 on Nov 30 (in 7 days)",
  ],
  [
    { kind: "stageEntered", stage: "forgetting", lastPurchase: "2026-08-24" },
    "上次消费在 91 天前，正在淡忘",
    "Last bought 91 days ago, drifting away",
  ],
])("%o", async (reason, zh, en) => {
  await i18next.changeLanguage("zh-CN");
  expect(reasonWords(words, "zh-CN", today, reason)).toBe(zh);
  await i18next.changeLanguage("en");
  expect(reasonWords(words, "en", today, reason)).toBe(en);
});
