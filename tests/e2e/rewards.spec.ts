// Points and vouchers: a rule, a purchase, what it gives, what a refund takes back, and a voucher from end to end.
import type { Page } from "@playwright/test";
import { troubles } from "../support/axe";
import { english } from "../support/words";
import { expect, type Host, test } from "./host";

test.use({ start: "small", locale: "en-US" });

interface Row {
  id: string;
  name: string;
}

const newId = () => crypto.randomUUID();

async function somebody(host: Host): Promise<Row> {
  const query = { sort: "name", descending: false };
  const { rows } = await host.call<{ rows: Row[] }>("customers.page", { query, start: 0, limit: 1 });
  if (!rows[0]) throw new Error("the small shop has customers");
  return rows[0];
}

const points = (page: Page) => page.getByRole("region", { name: english("tiers.points.title"), exact: true });
const vouchers = (page: Page) =>
  page.getByRole("region", { name: english("tiers.vouchers.title"), exact: true });

test.beforeEach(async ({ host }) => {
  await host.look("en", "light");
});

test("a rule is read as a sentence, saved, and gives points that a refund takes back", async ({
  page,
  host,
}) => {
  const person = await somebody(host);
  await host.open(page, "/rewards?part=points");
  const rule = page.getByRole("region", { name: english("tiers.rule.title") });
  await expect(rule.getByRole("status")).toContainText("99");
  expect(await page.evaluate(troubles)).toEqual([]);
  await rule.getByRole("button", { name: english("settings.save") }).click();
  await expect(page.getByText(english("tiers.rule.saved"))).toBeVisible();

  await host.open(page, `/customers/${person.id}`);
  await page.keyboard.press("p");
  await page.getByLabel(english("customers.purchase.amount")).fill("123.45");
  await page.keyboard.press("Enter");
  await expect(points(page)).toContainText("123");
  expect(await page.evaluate(troubles)).toEqual([]);
  await points(page)
    .getByRole("button", { name: english("tiers.points.spend") })
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: english("tiers.points.points") }).fill("500");
  await dialog.getByRole("button", { name: english("tiers.points.spend") }).click();
  await expect(dialog.getByRole("alert")).toContainText("123");
  await dialog.getByRole("textbox", { name: english("tiers.points.points") }).fill("100");
  await dialog.getByRole("button", { name: english("tiers.points.spend") }).click();
  await expect(dialog).toBeHidden();
  await expect(points(page)).toContainText("23");

  const { entries } = await host.call<{ entries: { purchase: string | null }[] }>("points.of", {
    customer: person.id,
  });
  const purchase = entries.find((entry) => entry.purchase)?.purchase;
  await host.call("purchases.reverse", { op: newId(), customer: person.id, purchase });
  await expect(points(page)).toContainText(english("tiers.points.owed"));

  await points(page)
    .getByRole("button", { name: english("tiers.points.more") })
    .click();
  await page.getByRole("menuitem", { name: english("tiers.points.statement") }).click();
  const statement = page.getByRole("dialog").getByRole("article");
  await expect(statement).toContainText(person.name);
  await expect(statement).toContainText(english("terms.points.reverse"));
});

test("a voucher is described, issued, used once, and says why it cannot be used again", async ({
  page,
  host,
}) => {
  const person = await somebody(host);
  await host.open(page, "/rewards?part=vouchers");
  await page.getByRole("button", { name: english("tiers.vouchers.newBatch") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(english("tiers.vouchers.name")).fill("Autumn");
  await dialog.getByLabel(english("tiers.vouchers.off")).fill("20");
  expect(await page.evaluate(troubles)).toEqual([]);
  await dialog.getByRole("button", { name: english("tiers.vouchers.addBatch") }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("Autumn")).toBeVisible();

  await host.open(page, `/customers/${person.id}`);
  await vouchers(page)
    .getByRole("button", { name: english("tiers.vouchers.issue"), exact: true })
    .click();
  await dialog.getByRole("button", { name: english("tiers.vouchers.issue"), exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(vouchers(page)).toContainText("Autumn");
  const [voucher] = await host.call<{ code: string }[]>("vouchers.of", { customer: person.id });
  if (!voucher) throw new Error("it was issued");

  const redeem = vouchers(page).getByRole("button", { name: english("tiers.vouchers.redeem"), exact: true });
  await redeem.click();
  await dialog.getByLabel(english("tiers.vouchers.code")).fill(voucher.code.toLowerCase());
  await dialog.getByLabel(english("tiers.vouchers.amount")).fill("88");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("status")).toContainText("¥20.00");
  await dialog
    .getByRole("button", { name: english("kit.close") })
    .last()
    .click();
  await expect(vouchers(page)).toContainText(english("terms.voucher.redeemed"));
  await redeem.click();
  await dialog.getByLabel(english("tiers.vouchers.code")).fill(voucher.code);
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText("This voucher was used on");
});

test("a level with a benefit is tried and saved; a purchase earns it, and it is used", async ({
  page,
  host,
}) => {
  const person = await somebody(host);
  const member = page.getByRole("region", { name: english("tiers.title"), exact: true });
  await host.open(page, "/rewards");
  const rules = page.getByRole("region", { name: english("tiers.levels.rules") });
  await rules.getByRole("button", { name: english("tiers.levels.add"), exact: true }).click();
  await rules.getByRole("textbox", { name: english("tiers.levels.spend") }).fill("500000");
  await rules.getByRole("button", { name: english("tiers.levels.addBenefit") }).click();
  const names = rules.getByRole("textbox", { name: english("tiers.levels.name") });
  await names.last().fill("Tea tasting");
  await expect(rules.getByRole("status")).toContainText("0 up, 0 down");
  expect(await page.evaluate(troubles)).toEqual([]);
  await rules.getByRole("button", { name: english("settings.save") }).click();
  await expect(page.getByText(english("tiers.levels.saved"))).toBeVisible();

  await host.open(page, `/customers/${person.id}`);
  await expect(member).toContainText(english("tiers.none"));
  await page.keyboard.press("p");
  await page.getByLabel(english("customers.purchase.amount")).fill("600000");
  await page.keyboard.press("Enter");
  await expect(member).toContainText(english("tiers.levels.colours.silver"));
  expect(await page.evaluate(troubles)).toEqual([]);
  await member.getByRole("button", { name: english("tiers.levels.use") }).click();
  await expect(page.getByText("Used: Tea tasting").first()).toBeVisible();
});
