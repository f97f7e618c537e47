import type { BusinessCalendar, OfficialDays, OwnDays, Span } from "@/ipc";

export type Week = NonNullable<BusinessCalendar["week"]>;

/** Days of the week as they cross the wire: 1 to 7 from Monday. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
export type Weekday = (typeof weekdays)[number];

const day = 24 * 60;
const usual: Span = { from: 9 * 60, to: 18 * 60 };

export const usualWeek = (): Week => weekdays.map(() => [usual]) as Week;

/** What a clock shows when a span ends: it may be the next day by then. */
export const closingTime = ({ to }: Span): number => to % day;

/** A span that opens at another time and closes at the same one. */
export const opensAt = (span: Span, from: number): Span => closesAt({ ...span, from }, closingTime(span));

/** A time that is not after the opening is one of the next day. */
export const closesAt = ({ from }: Span, time: number): Span => ({
  from,
  to: time > from ? time : time + day,
});

/** On which day a span ends: its own, at midnight, or the next. */
export const endsOn = ({ to }: Span): "same" | "midnight" | "next" =>
  to < day ? "same" : to === day ? "midnight" : "next";

/** A further span: an hour after the last one, where the day has room for it. */
export function withAnother(spans: readonly Span[]): Span[] {
  const last = spans.at(-1);
  if (!last) return [usual];
  const from = Math.min(last.to + 60, day - 60);
  return [...spans, { from, to: Math.min(from + 4 * 60, day) }];
}

/** The week with the hours of one day on others too. */
export const copied = (week: Week, from: Weekday, to: readonly Weekday[]): Week =>
  week.map((spans, at) => (to.includes((at + 1) as Weekday) ? (week[from - 1] ?? []) : spans)) as Week;

export const withDay = (week: Week, weekday: Weekday, spans: Span[]): Week =>
  week.map((before, at) => (at === weekday - 1 ? spans : before)) as Week;

/** Changes one of several, by its place. */
export const changedAt = <V>(all: readonly V[], at: number, part: Partial<V>): V[] =>
  all.map((one, place) => (place === at ? { ...one, ...part } : one));

export const withoutAt = <V>(all: readonly V[], at: number): V[] => all.filter((_, place) => place !== at);

/** A closure of one day, ahead of which nothing of the list lies. */
export function newClosure(own: readonly OwnDays[], today: string): OwnDays {
  const last = own.reduce((latest, { to }) => (to > latest ? to : latest), "");
  const from = last >= today ? dayAfter(last) : today;
  return { from, to: from, name: "", spans: [] };
}

const dayAfter = (civil: string): string =>
  new Date(Date.parse(`${civil}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

const yearOf = (civil: string): number => Number(civil.slice(0, 4));

/** Official days by year, those of files and those that come with the program in one list. */
export interface Listed extends OfficialDays {
  /** Its place among the imported ones; none where it comes with the program. */
  imported?: number;
}

export function listed(builtIn: readonly OfficialDays[], imported: readonly OfficialDays[]): Listed[] {
  const own = imported.map((days, at) => ({ ...days, imported: at }));
  return [...builtIn, ...own].sort((one, other) => (one.from < other.from ? -1 : 1));
}

export const ofYear = (days: readonly Listed[], year: number): Listed[] =>
  days.filter(({ from, to }) => yearOf(from) <= year && year <= yearOf(to));

export const yearsOf = (days: readonly Listed[], more: readonly number[]): number[] =>
  [...new Set([...days.flatMap(({ from, to }) => [yearOf(from), yearOf(to)]), ...more])].sort();
