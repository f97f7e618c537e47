import type { Language } from "@/i18n";

// Making a formatter costs far more than using it, and lists use them by the thousand.
const cache = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat | Intl.RelativeTimeFormat>();

function cached<F extends Intl.DateTimeFormat | Intl.NumberFormat | Intl.RelativeTimeFormat>(
  key: string,
  make: () => F,
): F {
  let found = cache.get(key) as F | undefined;
  if (!found) {
    found = make();
    cache.set(key, found);
  }
  return found;
}

/** Whole fen as `¥1,234.50`; a refund as `−¥12.00`. */
export function formatMoney(fen: number): string {
  const format = cached(
    "money",
    () => new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
  );
  return `${fen < 0 ? "−" : ""}¥${format.format(Math.abs(fen) / 100)}`;
}

export function formatNumber(value: number, language: Language): string {
  return cached(`number ${language}`, () => new Intl.NumberFormat(language)).format(value);
}

/** A size as people compare them: `640 KB`, `3.4 MB`. */
export function formatBytes(bytes: number, language: Language): string {
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1_000, "kilobyte"] : [bytes / 1_000_000, "megabyte"];
  return cached(
    `${unit} ${language}`,
    () => new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: 1 }),
  ).format(value < 0.1 ? 0.1 : value);
}

export type InstantStyle = "day" | "time" | "dayTime" | "weekdayTime" | "long" | "monthDay" | "month";

const instantStyles: Record<InstantStyle, Intl.DateTimeFormatOptions> = {
  day: { year: "numeric", month: "short", day: "numeric" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  dayTime: { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  weekdayTime: {
    month: "short",
    day: "numeric",
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  },
  long: { year: "numeric", month: "long", day: "numeric", weekday: "long" },
  monthDay: { month: "short", day: "numeric" },
  month: { year: "numeric", month: "long" },
};

/** An instant (UTC milliseconds) as the shop's wall shows it. */
export function formatInstant(
  ms: number,
  zone: string,
  language: Language,
  style: InstantStyle = "day",
): string {
  return cached(
    `${style} ${zone} ${language}`,
    () => new Intl.DateTimeFormat(language, { ...instantStyles[style], timeZone: zone }),
  ).format(ms);
}

/** A civil day `2026-11-23`. It belongs to no zone, so none may shift it. */
export function formatDay(
  day: string,
  language: Language,
  style: "day" | "long" | "monthDay" | "month" = "day",
): string {
  return formatInstant(Date.parse(`${day}T00:00:00Z`), "UTC", language, style);
}

/** The civil day of an instant in the shop's zone, as `2026-11-23`. */
export function dayOf(ms: number, zone: string): string {
  const parts = cached(
    `civil ${zone}`,
    () =>
      new Intl.DateTimeFormat("en-US", { year: "numeric", month: "2-digit", day: "2-digit", timeZone: zone }),
  ).formatToParts(ms);
  // Put together by hand: no locale writes ISO dates in every web view, not even en-CA.
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((it) => it.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** How far away a day is in words: today, in 3 days, 5 months ago. */
export function formatRelativeDay(day: string, today: string, language: Language): string {
  const format = cached(
    `relative ${language}`,
    () => new Intl.RelativeTimeFormat(language, { numeric: "auto" }),
  );
  const days = daysBetween(today, day);
  const size = Math.abs(days);
  if (size < 60) return format.format(days, "day");
  if (size < 730) return format.format(Math.trunc(days / 30.44), "month");
  return format.format(Math.trunc(days / 365.25), "year");
}
