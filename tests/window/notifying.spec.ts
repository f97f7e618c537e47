// What is due reaches the desktop of a real window: hidden for an hour, off for five days, and with no service there.

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pause, until } from "../support/desktop";
import { FakeTime } from "../support/fakeTime";
import { huike } from "../support/programs";
import type { Window } from "../support/window";
import { say } from "../support/words";
import { expect, test } from "./window";

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;

const zh = (key: string, variables?: Record<string, string | number>) => say("zh-CN", key, variables);
const name = zh("app.name");

/** A shop that is never quiet, with a customer for each due time. */
async function shop(window: Window, dues: readonly number[]): Promise<string[]> {
  await window.command("shop.name", { op: id(), shop: { name: "Corner Studio", zone: "Asia/Shanghai" } });
  const { shop } = await window.command<{ shop: object }>("notifying.get");
  await window.command("notifying.save", { op: id(), shop: { ...shop, quiet: null } });
  const customers: string[] = [];
  for (const [at, due] of dues.entries()) {
    const draft = { name: `Customer ${at}`, tags: [] };
    const customer = await window.command<string>("customers.add", { op: id(), draft });
    await window.command("followups.set", { op: id(), customer, due, note: "" });
    customers.push(customer);
  }
  await window.run("location.assign('/')");
  return customers;
}

/** A UUIDv7 of this moment. */
function id(): string {
  const ms = Date.now().toString(16).padStart(12, "0");
  const rest = crypto.randomUUID();
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7${rest.slice(15)}`;
}

test("hidden in the tray for an hour, it speaks up within half a minute of the due time", async ({
  desktop,
  folder,
  open,
}) => {
  const time = await FakeTime.beside(folder);
  await desktop.startTray();
  const window = await open(time.env());
  await window.reads(say("en", "firstRun.title"));
  const due = Date.now() + HOUR;
  const [customer] = await shop(window, [due]);
  await until("the window", async () => (await desktop.windows()).includes(name));
  await desktop.closeWindow(name);

  // Nearly the whole of the hour at once, as after a suspend.
  const ahead = Math.floor((due - Date.now()) / SECOND) - 5;
  await time.turn(ahead);
  const told = `${zh("notify.one")} |`;
  const notes = () => desktop.notifications();
  await until("the notification", async () => (await notes()).some((it) => it.startsWith(told)), 120_000);
  const late = Date.now() + ahead * SECOND - due;
  console.log(`told ${(late / SECOND).toFixed(1)} s after it was due`);
  expect(late).toBeGreaterThanOrEqual(0);
  expect(late).toBeLessThan(30 * SECOND);
  // Nothing of the customer on a screen that others may see.
  expect((await notes()).join()).not.toContain("Customer");
  expect(await desktop.windows()).not.toContain(`(1) ${name}`);

  await desktop.clickNotification();
  await until("the window", async () => (await desktop.windows()).includes(`(1) ${name}`));
  await until("the customer's page", async () => (await window.path()) === `/customers/${customer}`);

  // Ten minutes later it comes again, and put off until tomorrow it is due no more.
  await time.turn(ahead + 60);
  await window.command("followups.set", {
    op: id(),
    customer,
    due: Date.now() + (ahead + 70) * SECOND,
    note: "",
  });
  const count = async () => (await notes()).length;
  await until("another", async () => (await count()) === 2);
  await desktop.pressOnNotification(zh("notify.inTenMinutes"));
  // The ten minutes begin when it is pressed.
  await pause(3 * SECOND);
  await time.turn(ahead + 60 + 605);
  await until("it again", async () => (await count()) === 3);
  await desktop.pressOnNotification(zh("notify.tomorrow"));
  const { now } = await until("fewer due", async () => {
    const counts = await window.command<{ now: number }>("followups.counts");
    return counts.now === 1 && counts;
  });
  expect(now).toBe(1);
});

test("five days off are one notification and forty rows, and a clock set back tells nothing twice", async ({
  desktop,
  folder,
  open,
}) => {
  const time = await FakeTime.beside(folder);
  let window = await open(time.env());
  await window.reads(say("en", "firstRun.title"));
  await shop(
    window,
    Array.from({ length: 40 }, (_, at) => Date.now() + HOUR + at * 2.5 * HOUR),
  );
  await window.close();
  await time.turn((5 * DAY) / SECOND);
  window = await open(time.env());
  await until("the notification", async () => (await desktop.notifications()).length > 0);
  await window.reads("Customer");
  const page = await window.command<{ rows: unknown[] }>("followups.today", { after: null, limit: 200 });
  expect(page.rows).toHaveLength(40);
  await until("the badge", async () => (await desktop.windows()).includes(`(40) ${name}`));
  await time.turn((3 * DAY) / SECOND);
  // One look at the clock.
  await pause(21 * SECOND);
  await time.turn((5 * DAY) / SECOND);
  await pause(3 * SECOND);
  expect(await desktop.notifications()).toEqual([
    `${zh("notify.many", { count: 40 })} | ${zh("notify.manyPlain")} `,
  ]);
});

test("started with the PC it stays in the tray, and only who asks for that gets it", async ({
  desktop,
  folder,
  open,
}) => {
  await desktop.startTray();
  const window = await open();
  await window.reads(say("en", "firstRun.title"));
  const entry = join(desktop.home, ".config", "autostart", "huike.desktop");
  expect(await window.command("shell.starts_with_pc")).toBe(false);
  expect(existsSync(entry)).toBe(false);
  expect(await window.command("shell.set_starts_with_pc", { on: true })).toBe(true);
  expect(await readFile(entry, "utf8")).toContain("--hidden");
  expect(await window.command("shell.set_starts_with_pc", { on: false })).toBe(false);
  expect(existsSync(entry)).toBe(false);
  // The desktop says whether it took a trial.
  const tried = await window.command("shell.try_notification", { sound: false });
  expect(tried).toEqual({ shown: true, detail: null, buttons: true });
  await until("the trial", async () => (await desktop.notifications()).join().includes(zh("notify.trial")));
  await window.close();

  const start = (...words: string[]) => desktop.spawn(huike, words, { HUIKE_DATA: folder.path });
  const hidden = start("--hidden");
  await pause(8 * SECOND);
  expect(await desktop.windows()).not.toContain(name);
  start("--hidden");
  await pause(2 * SECOND);
  expect(await desktop.windows()).not.toContain(name);
  start();
  await until("the window", async () => (await desktop.windows()).includes(name));
  hidden.kill();
});

test("where no service shows notifications the screens say so, and the badge counts", async ({
  desktop,
  folder,
  open,
}) => {
  const time = await FakeTime.beside(folder);
  await desktop.muteNotifications();
  const window = await open(time.env());
  await window.reads(say("en", "firstRun.title"));
  await shop(window, [Date.now() + 60 * SECOND]);
  await time.turn(70);
  await window.reads(zh("settings.notificationsNo"));
  await until("the badge", async () => (await desktop.windows()).includes(`(1) ${name}`));
  // Once there is one, it is told.
  await desktop.startNotifications();
  await until("the notification", async () => (await desktop.notifications()).length === 1, 60_000);
  await window.readsNot(zh("settings.notificationsNo"));
});
