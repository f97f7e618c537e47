import { followups, provide, providePages, type TodayPage } from "@/ipc";

/** A day's work and some more; the rest is a key away. */
const pageSize = 30;

/** What was put off until later today is back when its moment comes, of which nobody tells. */
export const askAgainMs = 60_000;

// The day is part of the key: at midnight the same question has another answer.
export const todayPages = (day: string) =>
  providePages<TodayPage>(
    ["followups", "customers", "segments", "settings"],
    ["followups", "today", day],
    (after) => followups.today(after, pageSize),
  );

export const todayCounts = (day: string) =>
  provide(["followups", "interactions"], ["followups", "counts", day], followups.counts);

export const comingDays = (day: string) =>
  provide(["followups", "customers", "segments"], ["followups", "upcoming", day], () =>
    followups.upcoming(100),
  );
