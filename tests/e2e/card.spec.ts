// The counter's card, masked numbers and the card on paper.
import type { Page } from "@playwright/test";
import { troubles } from "../support/axe";
import { english } from "../support/words";
import { expect, type Host, test } from "./host";

test.use({ start: "sample", locale: "en-US" });

interface Row {
  id: string;
  name: string;
  phone: string;
  maskedPhone: string;
}

const query = { sort: "spent", descending: true };

async function biggest(host: Host): Promise<Row> {
  const page = await host.call<{ rows: Row[] }>("customers.page", { query, start: 0, limit: 1 });
  const [found] = page.rows;
  if (!found?.phone) throw new Error("the sample shop's best customer has a number");
  return found;
}

const card = (page: Page, { name }: Row) =>
  page.getByRole("article", { name: english("customers.card.title", { name }) });
const showPhones = "Control+Shift+h";

let person: Row;

test.beforeEach(async ({ host }) => {
  await host.look("en", "light");
  person = await biggest(host);
});

test("four digits bring up who stands there; the arrows change it; Enter opens the page", async ({
  page,
  host,
}) => {
  await host.open(page, "/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.type(person.phone.slice(-4));
  await expect(card(page, person)).toContainText(english("customers.card.likes"));
  await expect(card(page, person)).toContainText(person.maskedPhone);
  await expect(card(page, person)).not.toContainText(person.phone);
  expect(await page.evaluate(troubles)).toEqual([]);
  await page.keyboard.press(showPhones);
  await expect(card(page, person)).toContainText(person.phone);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(person.name);
});

test("the arrows change whose card it is", async ({ page, host }) => {
  await host.open(page, "/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("w");
  const names = page.getByRole("group", { name: english("app.customers") }).getByRole("option");
  await expect(names.nth(1)).toBeVisible();
  const shown = page.getByRole("dialog").getByRole("article");
  const first = await shown.getAttribute("aria-label");
  await page.keyboard.press("ArrowDown");
  await expect(shown).not.toHaveAttribute("aria-label", first ?? "");
});

test("L after digits logs; in a name it is a letter", async ({ page, host }) => {
  await host.open(page, "/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.type(person.phone.slice(-4));
  await expect(card(page, person)).toBeVisible();
  await page.keyboard.press("l");
  await expect(page.getByPlaceholder(english("contact.note"))).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(person.name);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("li");
  await expect(page.getByRole("combobox", { name: english("app.searchHint") })).toHaveValue("li");
});

test("where customers see the screen, numbers are masked until they are shown", async ({ page, host }) => {
  await host.open(page, "/settings");
  await page.getByText(english("settings.customersSee"), { exact: true }).click();
  await expect
    .poll(
      async () => (await host.call<{ preferences: { customersSee: boolean } }>("shop.status")).preferences,
    )
    .toMatchObject({ customersSee: true });
  await host.open(page, "/customers?sort=spent&dir=desc");
  const list = page.getByRole("grid");
  await expect(list).toContainText(person.maskedPhone);
  await expect(list).not.toContainText(person.phone);
  await page.keyboard.press(showPhones);
  await expect(list).toContainText(person.phone);
  await page.keyboard.press(showPhones);
  await expect(list).toContainText(person.maskedPhone);
  await host.open(page, `/customers/${person.id}`);
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("c");
  await expect(page.getByText(english("kit.phoneMasked"))).toBeVisible();
});

test("the card is one page of A5 with the number masked", async ({ page, host }) => {
  await host.open(page, `/customers/${person.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(person.name);
  await page.keyboard.press("Control+p");
  const dialog = page.getByRole("dialog", { name: english("customers.print.title") });
  await expect(dialog.getByRole("article")).toContainText(person.maskedPhone);
  expect(await page.evaluate(troubles)).toEqual([]);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const text = pdf.toString("latin1");
  expect(text.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(text) ?? [];
  expect([Number(width), Number(height)].map(Math.round)).toEqual([420, 595]);
});
