import type { Birthday, Calendar } from "@/ipc";

/** Days of the year that shops keep, in the order of the year. */
const days = {
  newYear: ["solar", 1, 1],
  // A year whose last month is short has no 30th; Rust takes its last day then.
  eve: ["lunar", 12, 30],
  spring: ["lunar", 1, 1],
  lantern: ["lunar", 1, 15],
  women: ["solar", 3, 8],
  labour: ["solar", 5, 1],
  children: ["solar", 6, 1],
  dragonBoat: ["lunar", 5, 5],
  qixi: ["lunar", 7, 7],
  midAutumn: ["lunar", 8, 15],
  doubleNinth: ["lunar", 9, 9],
  national: ["solar", 10, 1],
  christmas: ["solar", 12, 25],
} as const satisfies Record<string, readonly [Calendar, number, number]>;

export type Festival = keyof typeof days;

export const festivals = Object.keys(days) as Festival[];

export function dayOfFestival(name: Festival): Birthday {
  const [calendar, month, day] = days[name];
  return { year: null, month, day, calendar, leap: false };
}

/** Which festival is on this day; none where it is the shop's own. */
export const festivalOn = ({ calendar, month, day, leap }: Birthday): Festival | undefined =>
  festivals.find((name) => {
    const known = days[name];
    return !leap && known[0] === calendar && known[1] === month && known[2] === day;
  });
