import type { T } from "@/i18n";
import type { FollowUpView, RankParts, Weights } from "@/ipc";

/** Which weight counts for which part of a place: time left and days overdue are one. */
export const weightOf = {
  occasion: "occasion",
  deadline: "time",
  overdue: "time",
  level: "level",
  segment: "segment",
  money: "money",
  chance: "chance",
} as const satisfies Record<keyof RankParts, keyof Weights>;

const rankParts = Object.keys(weightOf) as (keyof RankParts)[];

/** Why a row stands where it stands, each part with its points; what counts more than once says how often. */
export function rankWords(t: T, { rank, points }: FollowUpView, place: number, weights: Weights): string {
  const told = rankParts.filter((part) => rank[part] !== 0 && (weights[weightOf[part]] ?? 1) > 0);
  const sum = told.map((part) => {
    const times = weights[weightOf[part]] ?? 1;
    const params = { what: t(`followups.rank.part.${part}`), points: rank[part], times };
    return t(times === 1 ? "followups.rank.plus" : "followups.rank.plusTimes", params);
  });
  return t("followups.rank.sum", { place, parts: sum.join(" + "), total: points });
}
