import type { T } from "@/i18n";

const hour = 60;

/** Minutes of open time as people say them: "1 h 20 min". */
export function minutesWords(t: T, minutes: number): string {
  const whole = Math.max(0, Math.round(minutes));
  const hours = Math.floor(whole / hour);
  if (hours === 0) return t("complaints.time.minutes", { minutes: whole });
  const rest = whole % hour;
  return rest === 0
    ? t("complaints.time.hours", { hours })
    : t("complaints.time.both", { hours, minutes: rest });
}

/** How much open time is left, to the minute, or by how much it is late. */
export function leftWords(t: T, leftMs: number): string {
  // A deadline that has twenty seconds is not over yet.
  const minutes = leftMs >= 0 ? Math.ceil(leftMs / 60_000) : Math.ceil(-leftMs / 60_000);
  const time = minutesWords(t, minutes);
  return t(leftMs >= 0 ? "complaints.left" : "complaints.lateBy", { time });
}
