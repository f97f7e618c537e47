import type { T } from "@/i18n";

const hour = 60;
const day = 24 * hour;

/** How long something lies back, in the largest unit of which there are two: what would be lost is felt in minutes. */
export function agoWords(t: T, ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 2 * hour) return t("gate.damaged.minutes", { count: minutes });
  if (minutes < 2 * day) return t("gate.damaged.hours", { count: Math.round(minutes / hour) });
  return t("gate.damaged.days", { count: Math.round(minutes / day) });
}
