// Notifications have settings of their own; the number of what is due stands in the tab and beside Today.
import type { Page } from "@playwright/test";
import { troubles } from "../support/axe";
import { english } from "../support/words";
import { expect, test } from "./host";

test.use({ locale: "en-US" });

const words = (key: string) => english(`settings.notifying.${key}`);
const flip = (page: Page, name: string) =>
  page.getByRole("switch", { name, exact: true }).click({ force: true });
const save = (page: Page) =>
  page.getByRole("button", { name: english("settings.save"), exact: true }).click();

/** Types into the segments of a time, which take digits one after the other. */
async function type(page: Page, group: string, digits: string): Promise<void> {
  await page.getByRole("group", { name: group }).getByRole("spinbutton").first().click();
  await page.keyboard.type(digits);
}

interface Saved {
  shop: { on: boolean; names: boolean; quiet: { from: number; until: number } | null; groupFrom: number };
  desk: { onlyOf: string | null };
}

test("quiet hours, what it says and from how many on it tells in one", async ({ page, host }) => {
  await host.look("en", "light");
  await host.open(page, "/settings?part=notifications");
  // Nothing personal is shown unless somebody allows it.
  await expect(page.getByRole("switch", { name: words("names"), exact: true })).not.toBeChecked();
  // A browser has no desktop of ours: nothing to try, and nothing starts with the PC.
  await expect(page.getByText(english("settings.notificationsUnknown"))).toBeVisible();
  await expect(page.getByRole("button", { name: words("try") })).toHaveCount(0);
  await expect(page.getByRole("switch", { name: words("withPc") })).toHaveCount(0);
  await flip(page, words("names"));
  await type(page, words("quietFrom"), "2230");
  await type(page, words("quietUntil"), "2230");
  const group = page.getByRole("textbox", { name: words("groupFrom") });
  await group.fill("5");
  await group.blur();
  await save(page);
  // What cannot be is marked, and what was typed is still there.
  await expect(page.getByText(english("errors.invalidIn.quiet.until.impossible"))).toBeVisible();
  expect(await page.evaluate(troubles)).toEqual([]);
  await type(page, words("quietUntil"), "0730");
  await expect(page.getByText(words("nextDay"))).toBeVisible();
  await save(page);
  await expect(page.getByText(english("settings.saved")).first()).toBeVisible();
  await expect
    .poll(async () => (await host.call<Saved>("notifying.get")).shop)
    .toMatchObject({ names: true, quiet: { from: 1_350, until: 450 }, groupFrom: 5 });
  await flip(page, words("on"));
  await expect(page.getByRole("switch", { name: words("quiet"), exact: true })).toBeDisabled();
});

test.describe("with customers", () => {
  test.use({ start: "small" });

  test("whose follow-ups are told is of this PC, and the number of what is due is everywhere", async ({
    page,
    host,
  }) => {
    await host.look("en", "light");
    const found = await host.call<{ rows: { id: string }[] }>("customers.search", {
      text: "Li Na",
      limit: 1,
    });
    const op = () => crypto.randomUUID();
    const patch = { selection: { kind: "these", ids: found.rows.map(({ id }) => id) } };
    await host.call("customers.bulk", {
      op: op(),
      ...patch,
      change: { kind: "set", field: "owner", value: "Mei" },
      expected: 1,
    });
    await host.open(page, "/settings?part=notifications");
    await page.getByText(words("mine"), { exact: true }).click();
    await page.getByRole("button", { name: "Mei" }).click();
    await expect(page.getByRole("textbox", { name: words("name") })).toHaveValue("Mei");
    await page.reload();
    await expect(page.getByRole("textbox", { name: words("name") })).toHaveValue("Mei");
    await page.getByText(words("everybodys"), { exact: true }).click();
    await expect.poll(async () => (await host.call<Saved>("notifying.get")).desk.onlyOf).toBeNull();
    const { now } = await host.call<{ now: number }>("followups.counts");
    await expect(page).toHaveTitle(now > 0 ? /^\(1\) Notifi|^\(1\) Settings/ : /^Settings/);
  });
});
