import type { T } from "@/i18n";
import type { FollowUpView } from "@/ipc";

/** Why a row stands where it stands, each reason with its points. */
export function rankWords(t: T, { rank, reason, segment }: FollowUpView, place: number): string {
  const { occasion, money, overdue } = rank;
  const parts: [string, number][] = [[t(`followups.rank.occasion.${reason.kind}`), occasion]];
  if (segment) {
    parts.push([t("followups.rank.segment", { segment: t(`terms.segment.${segment}`) }), rank.segment]);
  }
  parts.push([t("followups.rank.money"), money]);
  if (overdue > 0) parts.push([t("followups.rank.late", { count: overdue }), overdue]);
  const told = parts.filter(([, points]) => points > 0);
  const total = occasion + rank.segment + money + overdue;
  const sum = told.map(([what, points]) => t("followups.rank.plus", { what, points })).join(" + ");
  return t("followups.rank.sum", { place, parts: sum, total });
}
