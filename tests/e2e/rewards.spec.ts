// Points and vouchers: a rule, a purchase, what it gives, what a refund takes back, and a voucher from end to end.
import type { Locator, Page } from "@playwright/test";
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

/** On paper stands this, once, and nothing of the screen. */
async function onPaper(page: Page, text: string) {
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("article").filter({ hasText: text })).toHaveCount(1);
  await expect(page.getByRole("article")).toBeVisible();
  await expect(page.getByRole("main")).toHaveCount(0);
  await page.emulateMedia({ media: "screen" });
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
  expect(await page.evaluate(troubles)).toEqual([]);
  await onPaper(page, english("terms.points.reverse"));
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

const silver = {
  id: "01900000-0000-7000-8000-000000000001",
  name: "Silver card",
  colour: "silver",
  entry: { spendFen: 100_000, windowDays: 365 },
  validityDays: 365,
  graceDays: 0,
  warnDays: 30,
};

async function choose(page: Page, within: Locator, label: string, option: string) {
  // Its name is what is chosen and then its label.
  await within.getByRole("button", { name: new RegExp(`${english(label)}$`) }).click();
  await page.getByRole("option", { name: option }).click();
}

test("members of a level earn more, and the example says so", async ({ page, host }) => {
  await host.call("tiers.save", { op: newId(), program: { levels: [silver], benefits: [] } });
  await host.open(page, "/rewards?part=points");
  const rule = page.getByRole("region", { name: english("tiers.rule.title") });
  await rule.getByRole("button", { name: english("tiers.rule.addTier") }).click();
  await expect(rule.getByRole("button", { name: english("tiers.rule.addTier") })).toBeHidden();
  const example = rule.getByRole("status");
  await expect(example).toContainText("198");
  await choose(page, example, "tiers.rule.exampleLevel", english("tiers.rule.noLevel"));
  await expect(example).toContainText(/earns\s*99/);
  expect(await page.evaluate(troubles)).toEqual([]);
  await rule.getByRole("button", { name: english("settings.save") }).click();
  await expect(page.getByText(english("tiers.rule.saved"))).toBeVisible();
  const settings = await host.call<{ rule: { tiers: unknown } }>("points.settings");
  expect(settings.rule.tiers).toEqual([{ tier: silver.id, percent: 200 }]);
});

test("a benefit of a festival, and of the shop's own day", async ({ page, host }) => {
  await host.call("tiers.save", { op: newId(), program: { levels: [silver], benefits: [] } });
  await host.open(page, "/rewards");
  const rules = page.getByRole("region", { name: english("tiers.levels.rules") });
  await rules.getByRole("button", { name: english("tiers.levels.addBenefit") }).click();
  const benefit = rules.getByRole("group", { name: english("tiers.levels.newBenefit") });
  await choose(page, benefit, "tiers.levels.when", english("tiers.levels.triggers.festival"));
  await choose(page, benefit, "tiers.levels.festival", english("tiers.levels.festivals.midAutumn"));
  await expect(benefit).toContainText("Lunar month 8, day 15");
  await benefit.getByRole("textbox", { name: english("tiers.levels.before") }).fill("3");
  expect(await page.evaluate(troubles)).toEqual([]);
  await benefit.getByRole("textbox", { name: english("tiers.levels.name") }).fill("Mooncakes");
  await rules.getByRole("button", { name: english("settings.save") }).click();
  await expect(page.getByText(english("tiers.levels.saved"))).toBeVisible();
  const trigger = async () => {
    type Saved = { now: { benefits: { trigger: unknown }[] } };
    return (await host.call<Saved>("tiers.programs")).now.benefits[0]?.trigger;
  };
  const day = { year: null, month: 8, day: 15, calendar: "lunar", leap: false };
  expect(await trigger()).toEqual({ kind: "festival", day, before: 3, levels: [] });

  const saved = rules.getByRole("group", { name: "Mooncakes" });
  await choose(page, saved, "tiers.levels.festival", english("tiers.levels.festivals.own"));
  await choose(page, saved, "tiers.levels.calendar", english("tiers.levels.calendars.solar"));
  await saved.getByRole("textbox", { name: english("tiers.levels.month"), exact: true }).fill("2");
  await saved.getByRole("textbox", { name: english("tiers.levels.day"), exact: true }).fill("30");
  await saved.getByText("Silver card").click();
  await rules.getByRole("button", { name: english("settings.save") }).click();
  await expect(saved.getByText(english("errors.invalid.impossible"))).toBeVisible();
  await saved.getByRole("textbox", { name: english("tiers.levels.day"), exact: true }).fill("14");
  // Leaving the field shows what the day would cost, and the button moves down under a hand that takes its time.
  const save = rules.getByRole("button", { name: english("settings.save") });
  await rules.evaluate((it) => it.scrollIntoView({ block: "end" }));
  const before = await save.boundingBox();
  await save.hover();
  await page.mouse.down();
  await expect.poll(async () => (await save.boundingBox())?.y).toBeGreaterThan((before?.y ?? 0) + 20);
  await page.mouse.up();
  await expect(rules.getByRole("button", { name: english("settings.save") })).toBeHidden();
  const own = { ...day, month: 2, day: 14, calendar: "solar" };
  expect(await trigger()).toEqual({ kind: "festival", day: own, before: 3, levels: [silver.id] });
});
