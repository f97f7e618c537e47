// One morning of a shop, in the real window on a real desktop.

import type { CustomerView } from "../support/answers";
import { until } from "../support/desktop";
import { due, writeFiles, zoneAtMidday } from "../support/smallShop";
import { english } from "../support/words";
import { expect, test } from "./window";

const ENTER = "\uE007";
const DAY = 86_400_000;

test("import, Today, notification, contact, undo, restart", async ({ desktop, folder, open }) => {
  const env = { TZ: zoneAtMidday() };
  const files = await writeFiles(folder);
  let window = await open(env);

  await test.step("the first run names the shop", async () => {
    await window.fill(english("firstRun.name"), "Corner Studio");
    await window.press(english("firstRun.own"));
    await window.reads(english("transfer.start"));
  });

  const bringIn = async (file: string, name: string) => {
    await window.press(english("transfer.choose"));
    await desktop.answerFileDialog(file);
    await window.reads(name);
    await window.reads(english("transfer.columns"));
    await window.control(ENTER);
    await window.reads(english("transfer.done", { name }));
  };

  await test.step("customers and purchases come in through the desktop's own dialog", async () => {
    await bringIn(files.customers, "customers.csv");
    await window.press(english("transfer.another"));
    await bringIn(files.purchases, "purchases.csv");
  });

  const why = english("terms.reason.cadenceFirst", {
    segment: english("terms.segment.core"),
    contact: english("terms.interaction.deep_talk").toLowerCase(),
    days: 90,
  });

  await test.step("Today names the one to contact, and why", async () => {
    await window.press(english("app.today"));
    await window.reads(due);
    await window.reads(why);
  });

  await test.step("the desktop is told once, and a click opens the customer", async () => {
    const note = english("notify.one");
    const told = async () => (await desktop.notifications()).filter((line) => line.includes(note)).length;
    await until("the notification", async () => (await told()) > 0, 60_000);
    await window.press(english("app.settings"));
    await desktop.clickNotification();
    await until("the customer's page", async () => (await window.path()).startsWith("/customers/"));
    await window.reads(due);
    expect(await told()).toBe(1);
  });

  const found = await window.command<{ rows: { id: string }[] }>("customers.search", { text: due, limit: 1 });
  const [customer] = found.rows;
  const next = async () => {
    const { followUps } = await window.command<CustomerView>("dossier.page", { id: customer?.id });
    return followUps.map(({ due }) => Math.round((due - Date.now()) / DAY) + 0);
  };
  const note = "She asked about Friday";
  const done = english("followups.emptyDone");
  const log = async () => {
    await window.reads(why);
    await window.keys("l");
    await window.reads(english("contact.next"));
    await window.keys(...note);
    await window.control(ENTER);
    await window.reads(done);
  };

  await test.step("L logs the contact, and the next one is set with it", async () => {
    await window.press(english("app.today"));
    await log();
    // The return visit for what was bought two days ago stays.
    expect(await next()).toEqual([5, 90]);
  });

  await test.step("undo takes both back", async () => {
    await window.control("z");
    await window.reads(why);
    expect(await next()).toEqual([0, 5]);
  });

  await test.step("a restart remembers", async () => {
    await log();
    await window.close();
    window = await open(env);
    await window.reads(done);
    expect(await next()).toEqual([5, 90]);
    await window.press(english("app.customers"));
    await window.press(due);
    await window.keys(ENTER);
    await window.reads(note);
  });
});
