import type { Language, T } from "@/i18n";
import type { NextLevel, Tier } from "@/ipc";
import { formatDay, formatMoney } from "@/kit";

/** "¥300 or 2 purchases": what is missing to a level. */
export function missingWords(t: T, { fen, visits, points, any }: NextLevel): string {
  const words = [
    fen !== null && formatMoney(fen),
    visits !== null && t("tiers.levels.visitsShort", { count: visits }),
    points !== null && t("tiers.levels.pointsShort", { count: points }),
  ].filter((word) => word !== false);
  return words.join(t(any ? "tiers.levels.or" : "tiers.levels.and"));
}

/** Why somebody is on their level, and until when. */
export function whyWords(t: T, language: Language, tier: Tier): string | undefined {
  if (!tier.why) return undefined;
  const until = tier.graceUntil ?? tier.validUntil;
  const key = `tiers.levels.why.${tier.why}` as const;
  return until ? t("tiers.levels.whyUntil", { why: t(key), until: formatDay(until, language) }) : t(key);
}
