// Four levels and five benefits: made, tried, saved, earned by an import, used, taken back, and told on paper.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { troubles } from "../support/axe";
import { english } from "../support/words";
import { expect, type Host, test } from "./host";

test.use({ start: "small", locale: "en-US" });

const rules = (page: Page) => page.getByRole("region", { name: english("tiers.levels.rules") });
const member = (page: Page) => page.getByRole("region", { name: english("tiers.title"), exact: true });
const points = (page: Page) => page.getByRole("region", { name: english("tiers.points.title"), exact: true });

/** Whoever has this number of the shop's own. */
async function idOf(host: Host, externalId: string): Promise<string> {
  const query = { sort: "name", descending: false };
  const { rows } = await host.call<{ rows: { id: string; externalId: string }[] }>("customers.page", {
    query,
    start: 0,
    limit: 100,
  });
  const found = rows.find((row) => row.externalId === externalId);
  if (!found) throw new Error(`nobody is ${externalId}`);
  return found.id;
}

async function choose(page: Page, within: Locator, label: string, option: string) {
  await within.getByRole("button", { name: new RegExp(`${english(label)}$`) }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

const benefits = [
  { name: "Tea tasting", trigger: "level" },
  { name: "Welcome pack", trigger: "welcome" },
  { name: "Birthday cake", trigger: "birthday" },
  { name: "Third visit", trigger: "visits" },
  { name: "Big spender", trigger: "spend" },
] as const;

test("a shop's levels from the first draft to the statement", async ({ page, host }) => {
  test.slow();
  await host.look("en", "light");
  // Points first, so that what is imported earns them.
  await host.open(page, "/rewards?part=points");
  const rule = page.getByRole("region", { name: english("tiers.rule.title") });
  await rule.getByRole("button", { name: english("settings.save") }).click();
  await expect(page.getByText(english("tiers.rule.saved"))).toBeVisible();

  await host.open(page, "/rewards");
  const form = rules(page);
  for (const fen of ["500", "1500", "5000", "15000"]) {
    await form.getByRole("button", { name: english("tiers.levels.add"), exact: true }).click();
    await form
      .getByRole("textbox", { name: english("tiers.levels.spend") })
      .last()
      .fill(fen);
  }
  for (const { name, trigger } of benefits) {
    await form.getByRole("button", { name: english("tiers.levels.addBenefit") }).click();
    const benefit = form.getByRole("group", { name: english("tiers.levels.newBenefit") });
    await choose(page, benefit, "tiers.levels.when", english(`tiers.levels.triggers.${trigger}`));
    if (trigger === "spend") {
      await benefit.getByRole("textbox", { name: english("tiers.levels.spend") }).fill("1000");
    }
    if (trigger === "visits") {
      await benefit.getByRole("textbox", { name: english("tiers.levels.visits") }).fill("3");
    }
    await benefit.getByRole("textbox", { name: english("tiers.levels.name") }).fill(name);
  }
  await expect(form.getByRole("status")).toContainText(/\d+ up, 0 down/);
  expect(await page.evaluate(troubles)).toEqual([]);
  await form.getByRole("button", { name: english("settings.save") }).click();
  await expect(page.getByText(english("tiers.levels.saved"))).toBeVisible();
  type Saved = { now: { levels: unknown[]; benefits: { name: string }[] } };
  const { now } = await host.call<Saved>("tiers.programs");
  expect(now.levels).toHaveLength(4);
  expect(now.benefits.map(({ name }) => name)).toEqual(benefits.map(({ name }) => name));

  const table = join(host.folder.path, "lines.csv");
  const { today } = await host.call<{ today: string }>("shop.status");
  const lines = ["T-1,C2,Cake,700", "T-2,C2,Tea,900", "T-3,C3,Tea,80"].map((line) => `${line},${today}`);
  await writeFile(table, ["order no,customer id,item,amount,date", ...lines].join("\n"));
  await host.folder.ctl("import", "purchases", table);

  const buyer = await idOf(host, "C2");
  await host.open(page, `/customers/${buyer}`);
  await expect(member(page)).toContainText(english("tiers.levels.colours.gold"));
  await expect(member(page)).toContainText(english("tiers.levels.why.met"));
  await expect(member(page)).toContainText("Big spender");
  await expect(points(page)).toContainText("1,600");

  await page.getByRole("listitem").filter({ hasText: "Big spender" }).getByRole("button").click();
  await expect(page.getByText("Used: Big spender").first()).toBeVisible();

  const order = page.getByRole("listitem").filter({ hasText: "T-2" });
  await order.getByRole("button", { name: english("customers.more") }).click();
  await page.getByRole("menuitem", { name: english("customers.refund.menu") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Tea", { exact: true }).click();
  await dialog.getByRole("button", { name: english("customers.refund.refund"), exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(member(page)).toContainText(english("tiers.levels.colours.silver"));
  await expect(member(page)).toContainText("short of Gold");
  await expect(points(page)).toContainText("700");

  await points(page)
    .getByRole("button", { name: english("tiers.points.more") })
    .click();
  await page.getByRole("menuitem", { name: english("tiers.points.statement") }).click();
  await expect(dialog.getByRole("article")).toContainText(english("terms.points.reverse"));
  await page.keyboard.press("Escape");

  // The list of a level is a list like any other.
  const program = await host.call<{ now: { levels: { id: string; name: string }[] } }>("tiers.programs");
  const filter = [
    { kind: "where", field: "tier", test: { test: "oneOf", values: [program.now.levels[0]?.id] } },
  ];
  const query = { filter: { kind: "all", of: filter }, sort: "tier", descending: true };
  const listed = await host.call<{ rows: { id: string }[] }>("customers.page", { query, start: 0, limit: 9 });
  expect(listed.rows.map(({ id }) => id)).toContain(buyer);
});
