import i18next from "i18next";
import { expect, test } from "vitest";
import { words } from "@/i18n";
import type { Reason } from "@/ipc";
import { reasonWords } from "./reason";

const today = "2026-11-23";
const core = { kind: "cadence", everyDays: 90, contact: "deep_talk" } as const;

test.each<[Reason, string, string]>([
  [
    { ...core, last: "2026-08-23" },
    "92 天没有深谈了（每 90 天一次）",
    "92 days without a deep talk (every 90 days)",
  ],
  [{ ...core, last: null }, "从未深谈（每 90 天一次）", "Never had a deep talk (every 90 days)"],
  [
    { ...core, last: "2026-11-20" },
    "每 90 天深谈一次，上次在3天前",
    "A deep talk every 90 days; the last one 3 days ago",
  ],
  [
    { kind: "birthday", day: "2026-11-30", age: 36 },
    "11月30日 36 岁生日（7天后）",
    "Turns 36 on Nov 30 (in 7 days)",
  ],
  [
    { kind: "stageEntered", stage: "forgetting", lastPurchase: "2026-08-24", entered: "2026-11-23" },
    "上次消费在 91 天前，正在淡忘",
    "Last bought 91 days ago, drifting away",
  ],
  [
    { kind: "stageEntered", stage: "forgetting", lastPurchase: "2026-08-27", entered: "2026-11-26" },
    "11月26日将转为淡忘（3天后）",
    "Starts drifting away on Nov 26 (in 3 days)",
  ],
  [
    { kind: "festival", festival: { kind: "known", festival: "doubleNinth" }, day: "2026-11-25" },
    "重阳节：11月25日（后天）",
    "Double Ninth: Nov 25 (in 2 days)",
  ],
  [
    { kind: "afterPurchase", days: 7, bought: "2026-11-16", item: "蛋糕" },
    "7天前买了蛋糕，第 7 天回访",
    "Bought 蛋糕 7 days ago; return visit after 7 days",
  ],
  [
    { kind: "expiring", what: "benefit", name: "护理", count: 2, day: "2026-11-30" },
    "权益“护理”还剩 2 次，11月30日到期（7天后）",
    "“护理”: 2 uses left, good until Nov 30 (in 7 days)",
  ],
  [{ kind: "sessionsLeft", name: "十次卡", left: 1 }, "“十次卡”只剩 1 次", "“十次卡”: 1 use left"],
  [
    { kind: "childAge", label: "宝宝", months: 24, day: "2026-11-24" },
    "宝宝：11月24日满 2 岁（明天）",
    "宝宝: 2 years old on Nov 24 (tomorrow)",
  ],
  [
    { kind: "usedUp", item: "滤芯", bought: "2026-08-24", lasts: 92, own: true },
    "2个月前买的滤芯快用完了（平常每 92 天买一次）",
    "滤芯, bought 2 months ago, is running out (buys it every 92 days)",
  ],
])("%o", async (reason, zh, en) => {
  await i18next.changeLanguage("zh-CN");
  expect(reasonWords(words, "zh-CN", today, reason)).toBe(zh);
  await i18next.changeLanguage("en");
  expect(reasonWords(words, "en", today, reason)).toBe(en);
});
