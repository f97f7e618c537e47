// Six customers of a corner studio. Exactly one is a core customer with a talk owed, so exactly one follow-up is due.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Folder } from "./programs";

const customers = [
  ["Zhang Min", "13800001001", "C1"],
  ["Li Na", "13800001002", "C2"],
  ["Wang Fang", "13800001003", "C3"],
  ["Chen Jie", "13800001004", "C4"],
  ["Zhao Lei", "13800001005", "C5"],
  ["Sun Hao", "13800001006", "C6"],
] as const;

/** Days before today, and yuan. */
const purchases: Record<string, readonly (readonly [number, number])[]> = {
  C1: [
    [2, 900],
    [20, 1200],
    [45, 800],
    [80, 1100],
  ],
  C2: [[12, 60]],
  C3: [[15, 80]],
  C4: [[50, 120]],
  C5: [[70, 90]],
};

/** The one who is to be contacted. */
export const due = customers[0][0];
export const everyone = customers.map(([name]) => name);

/** Zones without summer time, from nine hours behind UTC to fourteen ahead. The first run takes none without a place. */
const zones = [
  "Pacific/Gambier",
  "Pacific/Pitcairn",
  "America/Phoenix",
  "America/Costa_Rica",
  "America/Panama",
  "America/Puerto_Rico",
  "America/Argentina/Buenos_Aires",
  "America/Noronha",
  "Atlantic/Cape_Verde",
  "Africa/Abidjan",
  "Africa/Lagos",
  "Africa/Maputo",
  "Africa/Nairobi",
  "Asia/Dubai",
  "Asia/Karachi",
  "Asia/Dhaka",
  "Asia/Bangkok",
  "Asia/Shanghai",
  "Asia/Tokyo",
  "Australia/Brisbane",
  "Pacific/Guadalcanal",
  "Pacific/Tarawa",
  "Pacific/Fakaofo",
  "Pacific/Kiritimati",
] as const;

/** A zone where it is the middle of the day now: after the hour at which follow-ups fall due, and far from midnight. */
export function zoneAtMidday(): string {
  const ahead = 14 - new Date().getUTCHours();
  return zones[ahead + 9] ?? "Asia/Shanghai";
}

function dayIn(zone: string, daysAgo: number): string {
  const then = new Date(Date.now() - daysAgo * 86_400_000);
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(then);
}

/** Writes the two files that such a shop would bring along. */
export async function writeFiles(folder: Folder): Promise<{ customers: string; purchases: string }> {
  const zone = zoneAtMidday();
  const lines = Object.entries(purchases).flatMap(([customer, list]) =>
    list.map(([daysAgo, yuan], at) => [`${customer}-${at}`, customer, dayIn(zone, daysAgo), yuan].join(",")),
  );
  const files = {
    customers: join(folder.path, "customers.csv"),
    purchases: join(folder.path, "purchases.csv"),
  };
  await writeFile(
    files.customers,
    ["name,phone,customer id", ...customers.map((row) => row.join(","))].join("\n"),
  );
  await writeFile(files.purchases, ["order no,customer id,date,amount", ...lines].join("\n"));
  return files;
}

/** Names the shop and brings both files in. */
export async function fill(folder: Folder): Promise<void> {
  await folder.ctl("init", "--name", "Corner Studio", "--zone", zoneAtMidday());
  const files = await writeFiles(folder);
  await folder.ctl("import", "customers", files.customers);
  await folder.ctl("import", "purchases", files.purchases);
}
