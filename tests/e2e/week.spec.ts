// A week of a shop's life, played through the screens in Chinese: what the rules ask for, what is done about it, and
// whether Friday's report tells the truth.
import type { Page } from "@playwright/test";
import { clockAt, hasClock } from "../support/clock";
import { Folder } from "../support/programs";
import { say } from "../support/words";
import { expect as check, Host, test } from "./host";

// Six starts of the program and a week of work: on a busy machine that takes its time.
const expect = check.configure({ timeout: 20_000 });

const zh = (key: string, variables?: Record<string, string | number>) => say("zh-CN", key, variables);

test.use({ locale: "zh-CN", timezoneId: "Asia/Shanghai" });
test.skip(!hasClock, "needs the package faketime: a week cannot be waited for");

const customers = `姓名,手机号,生日,负责人,客户编号
王小满,13800000001,,李娜,C1
周平,13800000002,,王芳,C2
赵芸,13800000003,1990-12-12,,C3
孙浩,13800000004,,李娜,C4
陈洁,13800000005,,,C5
郑爽,13800000006,,王芳,C6
林晓,13800000007,1988-12-28,,C7
`;
/** A week before Monday, but for one who bought later. */
const purchases = `订单号,客户编号,日期,金额
P1,C1,2026-11-30,300
P2,C2,2026-11-30,260
P3,C3,2026-11-30,240
P4,C4,2026-11-30,220
P5,C5,2026-11-30,210
P6,C6,2026-12-02,200
`;

const active = (page: Page) => page.locator("article[data-active=true]");
const row = (page: Page, name: string) =>
  page.getByRole("article").filter({ has: page.getByRole("heading", { name, exact: true }) });
const part = (page: Page, section: string) =>
  page.getByRole("feed", { name: zh(`followups.section.${section}`), exact: true });
const names = (page: Page, section: string) => part(page, section).getByRole("heading").allInnerTexts();

/** Takes somebody's row in hand. */
async function take(page: Page, name: string) {
  await row(page, name).getByRole("heading").click();
  await expect(active(page)).toContainText(name);
  await expect(active(page)).toBeFocused();
}

async function gone(page: Page, name: string) {
  await expect(row(page, name)).toHaveCount(0);
}

async function bring(page: Page, host: Host, name: string, text: string) {
  // Of the same page only the address would change.
  await host.open(page, "/customers");
  await host.open(page, "/import");
  const asked = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: zh("transfer.choose") }).click();
  await (await asked).setFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  await expect(page.getByText(zh("transfer.checked"))).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(zh("transfer.done", { name }))).toBeVisible();
}

/** Somebody comes to the counter and pays. */
async function buys(page: Page, host: Host, name: string, yuan: string) {
  const found = await host.call<{ rows: { id: string }[] }>("customers.search", { text: name, limit: 1 });
  await host.open(page, `/customers/${found.rows[0]?.id}`);
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await page.keyboard.press("p");
  await page.getByLabel(zh("customers.purchase.amount")).fill(yuan);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByLabel(zh("customers.purchase.amount"))).toHaveCount(0);
}

test("a week", async ({ page }) => {
  test.setTimeout(240_000);
  page.setDefaultTimeout(30_000);
  const folder = await Folder.make();
  let host: Host | undefined;
  const day = async (moment: string) => {
    await host?.close();
    host = await Host.on(folder, clockAt(moment));
    return host;
  };

  await test.step("Monday: the shop is named, and its customers and purchases come in", async () => {
    const host = await day("2026-12-07 10:30:00");
    await host.open(page);
    await page.getByLabel(zh("firstRun.name")).fill("巷口花店");
    await page.getByRole("button", { name: zh("firstRun.own") }).click();
    await expect(page).toHaveURL(/\/import$/);
    // The talks that core customers are owed are another story.
    const rules = await host.call<{ spec: { trigger: { kind: string } } }[]>("followups.rules");
    for (const rule of rules.filter(({ spec }) => spec.trigger.kind === "cadence")) {
      await host.call("followups.save_rule", { op: crypto.randomUUID(), rule: { ...rule, enabled: false } });
    }
    await bring(page, host, "客户.csv", customers);
    await bring(page, host, "消费.csv", purchases);
    await host.open(page);
    // A birthday outweighs a return visit; then whoever spent more comes first.
    await expect(part(page, "now")).toBeVisible();
    expect(await names(page, "now")).toEqual(["赵芸", "王小满", "周平", "孙浩", "陈洁"]);
    // Two reasons, one contact.
    await expect(row(page, "赵芸")).toContainText("生日");
    await expect(row(page, "赵芸")).toContainText("回访");
  });

  await test.step("Monday: logged, not reached, put off by words, skipped, given to somebody", async () => {
    await take(page, "王小满");
    await page.keyboard.press("l");
    await page.keyboard.type("花还很新鲜，想订下周的");
    await page.getByRole("radio", { name: zh("terms.outcome.interested") }).check({ force: true });
    await page.keyboard.press("Control+Enter");
    await gone(page, "王小满");

    await take(page, "周平");
    await page.keyboard.press("n");
    await gone(page, "周平");

    await take(page, "孙浩");
    await page.keyboard.press("s");
    await page.keyboard.type("明天下午3点");
    await expect(active(page).getByRole("status")).toContainText("12月8日");
    await page.keyboard.press("Enter");
    await gone(page, "孙浩");

    await take(page, "陈洁");
    await page.keyboard.press("x");
    await page.keyboard.type("2");
    await page.keyboard.press("Enter");
    await gone(page, "陈洁");

    await take(page, "赵芸");
    await page.keyboard.press("a");
    await page.keyboard.type("王芳");
    await page.keyboard.press("Enter");
    await expect(row(page, "赵芸")).toContainText("王芳");
    expect(await names(page, "now")).toEqual(["赵芸"]);
  });

  await test.step("Tuesday: what was put off is back; who bought meanwhile is not asked for", async () => {
    const host = await day("2026-12-08 15:30:00");
    await host.open(page);
    await expect(part(page, "now")).toBeVisible();
    expect(await names(page, "overdue")).toEqual(["赵芸"]);
    expect((await names(page, "now")).sort()).toEqual(["周平", "孙浩"].sort());
    await expect(row(page, "周平")).toContainText(zh("followups.tries_other", { count: 1 }));
    await take(page, "孙浩");
    await page.keyboard.press("e");
    await page.keyboard.press("3");
    await gone(page, "孙浩");
    await buys(page, host, "孙浩", "500");
    await buys(page, host, "郑爽", "150");
  });

  await test.step("Wednesday: the return visit of who came by themselves is settled", async () => {
    const host = await day("2026-12-09 11:00:00");
    await host.open(page);
    await expect(part(page, "overdue")).toBeVisible();
    expect((await names(page, "overdue")).sort()).toEqual(["周平", "赵芸"].sort());
    await gone(page, "郑爽");
    await take(page, "周平");
    await page.keyboard.press("e");
    await page.keyboard.press("Enter");
    await gone(page, "周平");
    await page.getByRole("button", { name: zh("followups.section.done"), exact: true }).click();
    await expect(page.getByRole("listitem").filter({ hasText: "周平" })).toBeVisible();
  });

  await test.step("Friday: the wall of birthdays", async () => {
    const host = await day("2026-12-11 17:00:00");
    await host.open(page, "/?part=birthdays");
    const wall = (name: string) => page.getByRole("listitem").filter({ hasText: name });
    await expect(wall("赵芸")).toContainText(zh("followups.birthdays.greeted.planned"));
    await expect(wall("赵芸")).toContainText("36");
    await wall("林晓").getByRole("button").click();
    await expect(wall("林晓")).toContainText(zh("followups.birthdays.greeted.planned"));
    await page.getByRole("tab", { name: zh("followups.part.month") }).click();
    await expect(page.locator('[data-day="2026-12-28"]')).toContainText("林晓");
  });

  await test.step("Friday: proof of care", async () => {
    await page.getByRole("tab", { name: zh("followups.part.care") }).click();
    const figure = (name: string) =>
      page.locator(`[data-figure=${name}] dd`).evaluate((shown) => shown.firstChild?.textContent);
    await expect(page.locator("[data-figure=total]")).toBeVisible();
    const found = Object.fromEntries(
      await Promise.all(
        ["total", "inTime", "late", "skipped", "passed", "open"].map(async (name) => [
          name,
          Number(await figure(name)),
        ]),
      ),
    );
    expect(found).toEqual({ total: 6, inTime: 3, late: 0, skipped: 1, passed: 1, open: 1 });
    await expect(page.getByText("¥500.00").first()).toBeVisible();
    const line = (name: string) => page.getByRole("row").filter({ hasText: name }).getByRole("cell");
    await expect(line("李娜").first()).toHaveText("2");
    await expect(line(zh("terms.trigger.afterPurchase")).first()).toBeVisible();
    for (const outcome of ["interested", "bought"]) {
      await expect(
        page.getByRole("listitem").filter({ hasText: zh(`terms.outcome.${outcome}`) }),
      ).toContainText("1");
    }
  });

  await host?.close();
  await folder.remove();
});
