// The record of who did what: read, opened, narrowed down, scrolled through and taken along as a file.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { troubles } from "../support/axe";
import { person } from "../support/people";
import { english, type Language, languages, say } from "../support/words";
import { expect, type Host, test } from "./host";

test.use({ start: "small", locale: "en-US", timezoneId: "Asia/Shanghai" });

const en = english;
const op = () => crypto.randomUUID();
const lin = person("Lin", "owner");

const record = (page: Page, language: Language = "en") =>
  page.getByRole("region", { name: say(language, "settings.history"), exact: true });

const pressed = (page: Page, kind: string, language: Language) =>
  page.getByRole("button", { name: say(language, `terms.operation.${kind}`), exact: true });

/** Entries of one kind, by what they say. */
const entries = (page: Page, kind: string, language: Language = "en") =>
  record(page, language).locator(pressed(page, kind, language));

/** What an opened entry says of a field. */
const field = (page: Page, name: string, language: Language = "en") =>
  record(page, language)
    .locator("dl > div")
    .filter({ has: page.getByText(say(language, `audit.fields.${name}`), { exact: true }) })
    .getByRole("definition");

/** The record as it opens: an address that is there already would load nothing. */
async function opened(page: Page, host: Host) {
  await host.open(page, "/settings?part=about");
  await host.open(page, "/settings?part=history");
}

/** Lin sits there and gives Zhang Min another name, as somebody at the counter does. */
async function edited(page: Page, host: Host) {
  await host.call("staff.save", { op: op(), people: [lin] });
  await host.call("gate.unlock", { person: lin.id, passphrase: "" });
  await host.open(page, "/customers");
  await page.getByText("Zhang Min").first().click();
  const name = page.getByLabel(en("customers.fields.name"), { exact: true });
  await name.fill("Zhang Minmin");
  await name.press("Enter");
  await expect(page.getByRole("heading", { name: "Zhang Minmin" })).toBeVisible();
}

async function choose(page: Page, filter: string, option: string) {
  await record(page)
    .getByRole("button", { name: en(filter) })
    .click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

test("who changed what, from what to what, is told in both languages", async ({ page, host }) => {
  await host.look("en", "light");
  await edited(page, host);
  for (const language of languages) {
    await host.look(language, "light");
    await opened(page, host);
    const entry = record(page, language)
      .getByRole("listitem")
      .filter({ has: pressed(page, "customers.edit", language) });
    await expect(entry).toContainText("Lin");
    await expect(entry.getByRole("link", { name: "Zhang Minmin" })).toBeVisible();
    // With keys alone.
    const opener = entries(page, "customers.edit", language);
    await opener.focus();
    await page.keyboard.press("Enter");
    await expect(opener).toHaveAttribute("aria-expanded", "true");
    await expect(entry.getByText(say(language, "audit.tables.customer"), { exact: true })).toBeVisible();
    const name = field(page, "name", language);
    await expect(name.getByText("Zhang Min", { exact: true })).toBeVisible();
    await expect(name.getByText("Zhang Minmin", { exact: true })).toBeVisible();
    await expect(name.getByRole("img", { name: say(language, "audit.becomes") })).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(opener).toHaveAttribute("aria-expanded", "false");
  }
});

test("a bulk import says that its rows are not told one by one", async ({ page, host }) => {
  await host.look("en", "light");
  await host.open(page, "/settings?part=history");
  await entries(page, "transfer.customers").click();
  await expect(page.getByText(en("audit.notKept"))).toBeVisible();
});

test("a setting says what in it changed, and shows the whole of it", async ({ page, host }) => {
  await host.look("en", "light");
  await host.look("en", "dark");
  await host.open(page, "/settings?part=history");
  await entries(page, "shop.preferences").first().click();
  const value = field(page, "value");
  await expect(value.getByRole("listitem")).toHaveText(/^theme.*light.*dark$/);
  await value.getByRole("button").click();
  await expect(value.getByText('"contactsPerDay"').first()).toBeVisible();
});

test("filters by person, room, day and customer stand in the address", async ({ page, host }) => {
  await host.look("en", "light");
  await edited(page, host);
  await host.open(page, "/settings?part=history");
  await choose(page, "audit.room", en("audit.rooms.customers"));
  await expect(entries(page, "customers.edit")).toBeVisible();
  await expect(entries(page, "transfer.customers")).toHaveCount(0);
  await expect(page).toHaveURL(/room=customers/);

  await choose(page, "audit.person", en("audit.itself"));
  await expect(entries(page, "customers.edit")).toHaveCount(0);
  await expect(record(page).getByText(en("audit.noneFound"))).toBeVisible();
  await choose(page, "audit.person", "Lin");
  await expect(entries(page, "customers.edit")).toBeVisible();

  await record(page)
    .getByRole("button", { name: en("audit.showAll") })
    .click();
  await expect(entries(page, "transfer.customers")).toBeVisible();
  await record(page)
    .getByRole("combobox", { name: en("audit.customer") })
    .fill("Minmin");
  await page.getByRole("option", { name: /Zhang Minmin/ }).click();
  await expect(entries(page, "transfer.customers")).toHaveCount(0);
  await expect(entries(page, "customers.edit")).toBeVisible();
  await page.reload();
  await expect(record(page).getByRole("button", { name: en("audit.anyCustomer") })).toBeVisible();
  await expect(record(page).getByText("Zhang Minmin").first()).toBeVisible();
  await record(page)
    .getByRole("button", { name: en("audit.anyCustomer") })
    .click();
  await expect(entries(page, "transfer.customers")).toBeVisible();

  // Until the day before, nothing had been done.
  const until = record(page).getByRole("group", { name: en("audit.until") });
  await until.getByRole("spinbutton").first().focus();
  await page.keyboard.type("01012020");
  await expect(page).toHaveURL(/until=2020-01-01/);
  await expect(record(page).getByText(en("audit.noneFound"))).toBeVisible();
  const from = record(page).getByRole("group", { name: en("audit.from"), exact: true });
  await from.getByRole("spinbutton").first().focus();
  await page.keyboard.type("01022020");
  await expect(record(page).getByText(en("audit.daysTurned"))).toBeVisible();
});

test("older entries come as one scrolls, and only those near the screen are drawn", async ({
  page,
  host,
}) => {
  await host.look("en", "light");
  const { preferences } = await host.call<{ preferences: object }>("shop.status");
  for (let contactsPerDay = 10; contactsPerDay < 260; contactsPerDay++) {
    await host.call("shop.set_preferences", { op: op(), preferences: { ...preferences, contactsPerDay } });
  }
  await host.open(page, "/settings?part=history");
  const drawn = record(page).locator("button[aria-expanded][data-entry]");
  await expect(drawn.first()).toBeVisible();
  // j goes down without ever running out.
  await page.keyboard.press("j");
  await expect(drawn.first()).toBeFocused();
  await page.keyboard.press("j");
  await expect(drawn.nth(1)).toBeFocused();
  const first = entries(page, "transfer.customers");
  await expect(async () => {
    await page.mouse.move(700, 600);
    await page.mouse.wheel(0, 4000);
    await expect(first).toBeVisible({ timeout: 200 });
  }).toPass();
  expect(await drawn.count()).toBeLessThan(200);
});

test("the record goes out into a file, for those who may", async ({ page, host }) => {
  await host.look("en", "light");
  await edited(page, host);
  await host.open(page, "/settings?part=history&room=customers");
  await expect(entries(page, "customers.edit")).toBeVisible();
  const saved = page.waitForEvent("download");
  await record(page)
    .getByRole("button", { name: en("audit.export") })
    .click();
  const file = await saved;
  expect(file.suggestedFilename()).toMatch(/\.csv$/);
  const text = await readFile(await file.path(), "utf8");
  const rows = text.trim().split(/\r?\n/);
  expect(rows[0]).toContain(en("audit.columns.what"));
  expect(rows).toHaveLength(2);
  expect(rows[1]).toMatch(
    new RegExp(`Lin,${en("terms.operation.customers.edit")},Zhang Minmin,.*[0-9a-f]{64}`),
  );
  // That it went out stands on record itself.
  await choose(page, "audit.room", en("audit.rooms.operations"));
  await expect(entries(page, "operations.export")).toBeVisible();

  const may = { ...lin, allowed: { ...lin.allowed, export: false } };
  const manager = { ...person("Wu", "manager"), allowed: may.allowed };
  await host.call("staff.save", { op: op(), people: [lin, manager] });
  await host.call("gate.unlock", { person: manager.id, passphrase: "" });
  await expect(page).toHaveURL(/\/$/);
  await host.open(page, "/settings?part=history");
  await expect(entries(page, "customers.edit")).toBeVisible();
  await expect(record(page).getByRole("button", { name: en("audit.export") })).toHaveCount(0);
});

for (const language of languages) {
  test(`nobody is kept out of the record, ${language}`, async ({ page, host }) => {
    for (const theme of ["light", "dark"] as const) {
      await host.look(language, theme);
      await opened(page, host);
      // From below, so that what opens moves nothing that is still to be pressed.
      for (const kind of ["shop.name", "transfer.customers", "shop.preferences"])
        await entries(page, kind, language).first().click();
      await expect(page.getByText(say(language, "audit.notKept"))).toBeVisible();
      await expect(field(page, "value", language).first()).toBeVisible();
      expect(await page.evaluate(troubles)).toEqual([]);
    }
  });
}
