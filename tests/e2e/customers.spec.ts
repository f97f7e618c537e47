// Customers by keyboard: finding, going through the list, a card at a glance, and editing in place.
import type { Page } from "@playwright/test";
import { say } from "../support/words";
import { expect, type Host, test } from "./host";

test.use({ start: "sample", locale: "en-US" });

const english = (key: string, variables?: Record<string, string | number>) => say("en", key, variables);

interface Found {
  id: string;
  name: string;
  phone: string;
}

const query = { sort: "spent", descending: true };
const top = async (host: Host, limit: number) =>
  (await host.call<{ rows: Found[] }>("customers.page", { query, start: 0, limit })).rows;

/** The customer who spent the most. */
async function biggest(host: Host): Promise<Found> {
  const [found] = await top(host, 1);
  if (!found?.phone) throw new Error("the sample shop's best customer has a number");
  return found;
}

const title = (page: Page) => page.getByRole("heading", { level: 1 });
const list = (page: Page) => page.getByRole("grid");

test.beforeEach(async ({ host }) => {
  await host.look("en", "light");
});

test("Ctrl+K finds by initials, by the last four digits and by a character, from anywhere", async ({
  page,
  host,
}) => {
  const person = await biggest(host);
  await host.open(page, "/settings");
  for (const [text, name] of [
    ["wmy", "吴沐言"],
    ["沐", "吴沐言"],
    [person.phone.slice(-4), person.name],
  ] as const) {
    await page.keyboard.press("Control+k");
    await page.keyboard.type(text);
    await page.getByRole("option", { name }).first().click();
    await expect(title(page)).toContainText(name);
  }
});

test("Ctrl+K leads to pages and does things", async ({ page, host }) => {
  await host.open(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("dark");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("settings");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/settings/);
});

test("J goes down, Space peeks, Enter opens, Ctrl+Down is the next, Esc finds the row again", async ({
  page,
  host,
}) => {
  const rows = await top(host, 5);
  await host.open(page, "/customers?sort=spent&dir=desc");
  await expect(page.getByText(rows[0]?.name ?? "").first()).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("Space");
  const peek = page.getByRole("complementary", { name: rows[2]?.name });
  await expect(peek).toBeVisible();
  await page.keyboard.press("Space");
  await expect(peek).toBeHidden();
  await page.keyboard.press("Enter");
  await expect(title(page)).toContainText(rows[2]?.name ?? "");
  await page.keyboard.press("Control+ArrowDown");
  await expect(title(page)).toContainText(rows[3]?.name ?? "");
  await page.keyboard.press("Escape");
  await expect(list(page).locator("[data-active]")).toContainText(rows[3]?.name ?? "");
});

test("a field is edited where it stands: Enter saves, Esc takes back, Ctrl+Z undoes", async ({
  page,
  host,
}) => {
  const person = await biggest(host);
  await host.open(page, `/customers/${person.id}`);
  const source = page.getByLabel(english("customers.fields.source"), { exact: true });
  const stored = async () =>
    (await host.call<{ draft: { source: string } }>("customers.get", { id: person.id })).draft.source;
  const before = await stored();
  await source.fill("A neighbour");
  await source.press("Enter");
  await expect.poll(stored).toBe("A neighbour");
  await source.fill("Never mind");
  await source.press("Escape");
  await expect(source).toHaveValue("A neighbour");
  await title(page).click();
  await page.keyboard.press("Control+z");
  await expect.poll(stored).toBe(before);
  await expect(source).toHaveValue(before);
});

test("a phone number that cannot be one says so beside the field and stays", async ({ page, host }) => {
  const person = await biggest(host);
  await host.open(page, `/customers/${person.id}`);
  const phone = page.getByLabel(english("customers.fields.phone"), { exact: true });
  await phone.fill("12");
  await phone.press("Enter");
  await expect(phone).toHaveAttribute("aria-invalid", "true");
  await expect(phone).toHaveValue("12");
});

test("a number that somebody has is told while it is typed", async ({ page, host }) => {
  const person = await biggest(host);
  await host.open(page, "/customers");
  await expect(page.getByRole("gridcell").first()).toBeVisible();
  await page.keyboard.press("n");
  await page.getByRole("textbox", { name: english("customers.fields.phone") }).fill(person.phone);
  await expect(page.getByText(english("customers.samePhone"))).toBeVisible();
});

test("? lists the keys, and the list's own are among them", async ({ page, host }) => {
  await host.open(page, "/customers");
  await expect(page.getByRole("row").first()).toBeVisible();
  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: english("kit.shortcuts") });
  await expect(keys.getByText(english("kit.listPeek"))).toBeVisible();
  await expect(keys.getByText(english("app.undo"))).toBeVisible();
});
