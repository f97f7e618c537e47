// Customers by keyboard: finding, going through the list, a card at a glance, and editing in place.
import type { Page } from "@playwright/test";
import type { CustomerRow, CustomerView } from "../support/answers";
import { english } from "../support/words";
import { expect, type Host, test } from "./host";

test.use({ start: "sample", locale: "en-US" });

const query = { sort: "spent", descending: true };
const top = async (host: Host, limit: number) =>
  (await host.call<{ rows: CustomerRow[] }>("customers.page", { query, start: 0, limit })).rows;

/** The customer who spent the most. */
async function biggest(host: Host): Promise<CustomerRow> {
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
  const stored = async () => (await host.call<CustomerView>("dossier.page", { id: person.id })).draft.source;
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

test("two at one field: the later sees what the other wrote, and decides", async ({ page, host }) => {
  const person = await biggest(host);
  await host.open(page, `/customers/${person.id}`);
  const source = page.getByLabel(english("customers.fields.source"), { exact: true });
  const stored = async () => (await host.call<CustomerView>("dossier.page", { id: person.id })).draft.source;
  const before = await stored();
  await source.fill("Mine");
  // Somebody at another screen, while this one types.
  const op = "019abcde-0000-7000-8000-00000000c0f1";
  await host.call("customers.edit", {
    op,
    id: person.id,
    before: { source: before },
    after: { source: "Theirs" },
  });
  await source.press("Enter");
  await expect(page.getByText(english("customers.changed.to", { value: "Theirs" }))).toBeVisible();
  await expect(source).toHaveValue("Mine");
  expect(await stored()).toBe("Theirs");
  await title(page).click();
  expect(await stored()).toBe("Theirs");
  await page.getByRole("button", { name: english("customers.changed.saveMine") }).click();
  await expect.poll(stored).toBe("Mine");
  await expect(source).toHaveValue("Mine");
});

test("a refund beyond what was paid is asked about; a second press means it", async ({ page, host }) => {
  const person = await biggest(host);
  const spent = async () => (await top(host, 1))[0]?.name;
  await host.open(page, `/customers/${person.id}`);
  await expect(title(page)).toContainText(person.name);
  await page.keyboard.press("p");
  await page.getByText(english("customers.timeline.refund"), { exact: true }).click();
  await page.getByLabel(english("customers.purchase.amount")).fill("900000");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText(english("errors.refundBeyondPaid.next"));
  expect(await spent()).toBe(person.name);
  await page.getByRole("button", { name: english("customers.purchase.saveAnyway") }).click();
  await expect.poll(spent).not.toBe(person.name);
});

test("a birthday without its month says what is missing; one to come is refused", async ({ page, host }) => {
  const person = (await top(host, 50)).find(({ kind }) => kind === "person");
  const { draft } = await host.call<CustomerView>("dossier.page", { id: person?.id });
  await host.call("customers.edit", {
    op: "019abcde-0000-7000-8000-00000000c0f2",
    id: person?.id,
    before: { birthday: draft.birthday },
    after: { birthday: { year: 1990, month: 5, day: 3 } },
  });
  await host.open(page, `/customers/${person?.id}`);
  await page.getByRole("button", { name: english("customers.fields.birthday") }).click();
  const part = (name: string) => page.getByLabel(english(`customers.birthday.${name}`));
  await part("month").fill("");
  await part("month").press("Enter");
  await expect(page.getByText(english("errors.invalidIn.birthday.required"))).toBeVisible();
  await part("month").fill("1");
  await part("day").fill("2");
  await part("year").fill("2199");
  await part("year").press("Enter");
  await expect(page.getByText(english("errors.invalidIn.birthday.outOfRange"))).toBeVisible();
});

test("an address of nobody says so and leads back", async ({ page, host }) => {
  for (const id of ["abc", "019abcde-0000-7000-8000-000000000000"]) {
    await host.open(page, `/customers/${id}`);
    await expect(title(page)).toHaveText(english("customers.none"));
    await page.getByRole("button", { name: english("customers.toAll") }).click();
    await expect(page).toHaveURL(/\/customers$/);
  }
});

test("a note being typed outlives loading the page anew", async ({ page, host }) => {
  const person = await biggest(host);
  await host.open(page, `/customers/${person.id}`);
  await expect(title(page)).toContainText(person.name);
  await page.keyboard.press("l");
  await page.keyboard.type("Half a sentence");
  await page.reload();
  await expect(title(page)).toContainText(person.name);
  await page.keyboard.press("l");
  await expect(page.getByPlaceholder(english("contact.note"))).toHaveValue("Half a sentence");
});

test("in a small window at 150 % the name is whole and the sorted column is there", async ({
  page,
  host,
}) => {
  const person = await biggest(host);
  await page.setViewportSize({ width: 960, height: 640 });
  await host.open(page, "/customers?sort=spent&dir=desc");
  await page.evaluate(() => document.documentElement.style.setProperty("--zoom", "1.5"));
  await expect(page.getByRole("columnheader", { name: english("customers.fields.spent") })).toBeVisible();
  await page.getByText(person.name).first().dblclick();
  await expect(title(page)).toContainText(person.name);
  const isWhole = await title(page).evaluate((head) => head.scrollWidth <= head.clientWidth);
  expect(isWhole).toBe(true);
});
