import type { T } from "@/i18n";
import type { FollowUpView, RankParts } from "@/ipc";

/** Each part of a place, as the screen calls it, in the order of the settings. */
export const rankParts = [
  "occasion",
  "deadline",
  "overdue",
  "level",
  "segment",
  "money",
  "chance",
] as const satisfies (keyof RankParts)[];

/** Why a row stands where it stands, each part with its points before they are weighed. */
export function rankWords(t: T, { rank, points }: FollowUpView, place: number): string {
  const told = rankParts.filter((part) => rank[part] > 0);
  const sum = told.map((part) =>
    t("followups.rank.plus", { what: t(`followups.rank.part.${part}`), points: rank[part] }),
  );
  return t("followups.rank.sum", { place, parts: sum.join(" + "), total: points });
}
