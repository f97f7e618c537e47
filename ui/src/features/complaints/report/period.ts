import type { Language } from "@/i18n";

export interface Period {
  from: string;
  to: string;
}

export const usualPeriods = ["month", "quarter", "year"] as const;
export type Usual = (typeof usualPeriods)[number];

const monthsBack: Record<Exclude<Usual, "year">, number> = { month: 0, quarter: 2 };

/** A usual period up to today: whole months, but for the last, which is not over. */
export function periodOf(usual: Usual, today: string): Period {
  if (usual === "year") return { from: `${today.slice(0, 4)}-01-01`, to: today };
  const first = new Date(`${today.slice(0, 8)}01T00:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() - monthsBack[usual]);
  return { from: first.toISOString().slice(0, 10), to: today };
}

/** Which usual period it is, if any: in January this month and this year are the same days. */
export const usualOf = ({ from, to }: Period, today: string): Usual | undefined =>
  usualPeriods.find((usual) => {
    const period = periodOf(usual, today);
    return period.from === from && period.to === to;
  });

/** A month as the head of a narrow column. */
export const monthWords = (month: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { month: "short", timeZone: "UTC" }).format(
    Date.parse(`${month}T00:00:00Z`),
  );

/** The years above the months, each with how many of them are its. */
export function yearsOf(months: readonly string[]): { year: string; months: number }[] {
  const years: { year: string; months: number }[] = [];
  for (const month of months) {
    const year = month.slice(0, 4);
    const last = years.at(-1);
    if (last?.year === year) last.months += 1;
    else years.push({ year, months: 1 });
  }
  return years;
}

/** A share in whole percent; nothing of nothing. */
export const percentOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part * 100) / whole);
