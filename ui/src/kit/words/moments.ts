import { parseDate, Time, toCalendarDateTime, toZoned } from "@internationalized/date";

/** The instant at which the shop's clock shows this hour on this civil day. */
export function momentOn(day: string, zone: string, hour: number, minute = 0): number {
  return toZoned(toCalendarDateTime(parseDate(day), new Time(hour, minute)), zone)
    .toDate()
    .getTime();
}
