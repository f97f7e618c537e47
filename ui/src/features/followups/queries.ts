import { customers, followups, provide, providePages, type Section, type TodayPage } from "@/ipc";

/** A day's work and some more; the rest is a key away. */
const pageSize = 50;

/** What was put off until later today is back when its moment comes, of which nobody tells. */
export const askAgainMs = 60_000;

/** The parts of Today in which somebody waits, in the order of the list. */
export const openSections = ["overdue", "now", "later"] as const satisfies Section[];
export type OpenSection = (typeof openSections)[number];

const made = ["followups", "customers", "segments", "settings"] as const;

// The day is part of the key: at midnight the same question has another answer.
export const sectionPages = (day: string, section: Section, of: string | null) =>
  providePages<TodayPage>(made, ["followups", "section", section, of, day], (after) =>
    followups.section(section, of, after, pageSize),
  );

export const todayCounts = (day: string) =>
  provide(["followups", "interactions"], ["followups", "counts", day], followups.counts);

/** Those who look after customers, who have most first. */
export const staff = () =>
  provide(["customers"], ["followups", "staff"], () => customers.words("owner", null, ""));

export const weights = () => provide(["settings"], ["followups", "weights"], followups.weights);

/** The moment that somebody's words mean; asked while they are typed. */
export const meantBy = (text: string) => ({
  ...provide([], ["followups", "readWhen", text], () => followups.readWhen(text)),
  staleTime: 0,
  gcTime: 0,
});

export const calendarOf = (from: string, to: string, of: string | null) =>
  provide(made, ["followups", "calendar", from, to, of], () => followups.calendar(from, to, of));

export const dayRows = (day: string, of: string | null) =>
  provide(made, ["followups", "day", day, of], () => followups.day(day, of));

export const birthdayWall = (from: string, days: number) =>
  provide(made, ["followups", "birthdays", from, days], () => followups.birthdays(from, days));

export const careOf = (from: string, to: string) =>
  provide([...made, "purchases", "interactions"], ["followups", "care", from, to], () =>
    followups.care(from, to),
  );

export const rules = () => provide(["rules"], ["followups", "rules"], followups.rules);
