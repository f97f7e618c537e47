import { daysBetween } from "@/kit";

/** A civil day some days on. */
export function addDays(day: string, by: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);
}

/** The Monday of a day's week. */
export const mondayOf = (day: string) => addDays(day, -((daysBetween("1970-01-05", day) % 7) + 7) % 7);

export const firstOfMonth = (day: string) => `${day.slice(0, 8)}01`;

/** The first day of the month some months on. */
export function addMonths(day: string, by: number): string {
  const first = new Date(`${firstOfMonth(day)}T00:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() + by);
  return first.toISOString().slice(0, 10);
}

export const lastOfMonth = (day: string) => addDays(addMonths(day, 1), -1);

/** The same day some months on; of a shorter month its last. */
export function sameDayIn(day: string, by: number): string {
  const first = addMonths(day, by);
  const last = lastOfMonth(first);
  const same = `${first.slice(0, 8)}${day.slice(8)}`;
  return same > last ? last : same;
}
