// Spreadsheets in and out through the screens, and the sample shop that leaves again.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { everyone } from "../support/smallShop";
import { english } from "../support/words";
import { expect, type Host, test } from "./host";

test.use({ locale: "en-US" });

const people = async (host: Host) => host.call<number>("customers.count", { query: {} });
const figure = (page: Page, name: string) => page.locator("dt", { hasText: name }).locator("xpath=../dd");

async function choose(page: Page, name: string, text: string) {
  const asked = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: english("transfer.choose") }).click();
  await (await asked).setFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
}

const table = "姓名,手机号,生日\n张三,13800000001,1990-02-03\n李四,138000,\n王五,13800000003,\n";

test.beforeEach(async ({ host, page }) => {
  await host.look("en", "light");
  await host.open(page, "/import");
});

test("a table is looked at, checked, imported, its bad rows saved, and all of it taken back", async ({
  page,
  host,
}) => {
  await choose(page, "people.csv", table);
  await expect(page.getByRole("cell", { name: "张三" })).toBeVisible();
  await expect(page.getByText(english("transfer.checked"))).toBeVisible();
  expect(await people(host)).toBe(0);

  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(english("transfer.done", { name: "people.csv" }))).toBeVisible();
  await expect(figure(page, english("transfer.report.imported.customers"))).toHaveText("2");
  await expect(figure(page, english("transfer.report.rejected"))).toHaveText("1");
  expect(await people(host)).toBe(2);

  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: english("transfer.saveRejected") }).click();
  const rejected = await readFile(await (await saved).path(), "utf8");
  expect(rejected.trim().split(/\r?\n/)).toHaveLength(2);
  expect(rejected).toContain("李四,138000");

  await page.getByRole("button", { name: english("transfer.undo") }).click();
  await expect(page.getByText(english("transfer.undone", { name: "people.csv" }))).toBeVisible();
  expect(await people(host)).toBe(0);
});

test("every row says what becomes of it before anything is imported", async ({ page, host }) => {
  await choose(page, "people.csv", table);
  const row = (name: string) => page.getByRole("row", { name });
  await expect(row("张三")).toContainText(english("transfer.outcome.created"));
  await expect(row("李四")).toContainText(english("transfer.outcome.rejected"));
  await expect(page.getByText(english("transfer.checked"))).toBeVisible();
  expect(await people(host)).toBe(0);
});

test("a table without headings, and dates that could be two days", async ({ page, host }) => {
  await choose(page, "bare.csv", "王欣,13800000001,3/4/1990\n李伟,13800000002,5/6/1991\n");
  const order = page.getByRole("button", {
    name: english("transfer.dateOrder.label", { example: "3/4/1990" }),
  });
  await order.click();
  await page.getByRole("option", { name: english("transfer.dateOrder.dayFirst") }).click();
  await expect(page.getByRole("row", { name: "王欣" })).toContainText(english("transfer.outcome.created"));
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(english("transfer.done", { name: "bare.csv" }))).toBeVisible();
  expect(await people(host)).toBe(2);
});

test("a table of the same headings is read as last time", async ({ page }) => {
  await choose(page, "odd.csv", "who,ring\nLi Lei,13800000001\n");
  await page.getByRole("button", { name: english("transfer.columnIs", { column: "who" }) }).click();
  await page.getByRole("option", { name: english("transfer.fields.name"), exact: true }).click();
  // What would come in is read anew, and cannot be brought in before.
  await expect(page.getByRole("button", { name: english("transfer.go") })).toBeEnabled();
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: english("transfer.another") }).click();
  await choose(page, "next.csv", "who,ring\nHan Mei,13800000002\n");
  await expect(page.getByText(english("transfer.asLastTime"))).toBeVisible();
  await expect(page.getByRole("row", { name: "Han Mei" })).toContainText(english("transfer.outcome.created"));
});

test("an address book comes in like a table", async ({ page, host }) => {
  await choose(page, "phone.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:王欣\nTEL:13800000001\nEND:VCARD\n");
  await expect(page.getByRole("cell", { name: "王欣" })).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(english("transfer.done", { name: "phone.vcf" }))).toBeVisible();
  expect(await people(host)).toBe(1);
});

test("a list of complaints is recognised, checked, imported and taken back", async ({ page, host }) => {
  const day = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);
  const rows = [",,送晚了,", `${day},张三,送晚了,严重`, `${day},张三,送晚了,严重`, `${day},李四,少了一个,`];
  await choose(page, "form.csv", ["提交时间,姓名,投诉内容,严重程度", ...rows, ""].join("\n"));
  await expect(page.getByRole("radio", { name: english("transfer.kind.complaints") })).toBeChecked();
  const row = page.getByRole("row", { name: "李四" });
  await expect(row).toContainText(english("transfer.outcome.created"));
  // Where the list says nothing, a person says over which channel it came.
  await page.getByRole("button", { name: english("transfer.via") }).click();
  await page.getByRole("option", { name: english("terms.channel.phone"), exact: true }).click();
  await expect(page.getByText(english("transfer.checked"))).toBeVisible();
  expect(await people(host)).toBe(0);

  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(english("transfer.done", { name: "form.csv" }))).toBeVisible();
  for (const [key, value] of [
    ["transfer.report.imported.complaints", "2"],
    ["transfer.report.duplicates", "1"],
    ["transfer.report.customersCreated", "2"],
    ["transfer.report.rejected", "1"],
  ] as const) {
    await expect(figure(page, english(key))).toHaveText(value);
  }
  const list = { state: null, filter: {}, after: null, limit: 10 };
  const taken = await host.call<{ cards: { channel: string }[] }>("complaints.list", list);
  expect(taken.cards.map(({ channel }) => channel)).toEqual(["phone", "phone"]);

  await page.getByRole("button", { name: english("transfer.undo") }).click();
  await expect(page.getByText(english("transfer.undone", { name: "form.csv" }))).toBeVisible();
  expect(await people(host)).toBe(0);
});

test("what is no table is refused in words, and another can be chosen", async ({ page, host }) => {
  await choose(page, "picture.xlsx", "\u0000\u0001\u0002 no table");
  await expect(page.getByRole("alert").first()).toBeVisible();
  await page
    .getByRole("button", { name: english("transfer.other") })
    .first()
    .click();
  await choose(page, "people.csv", table);
  await expect(page.getByRole("cell", { name: "王五" })).toBeVisible();
  expect(await people(host)).toBe(0);
});

test("a column that was not recognised is named by hand", async ({ page, host }) => {
  await choose(page, "odd.csv", "who,ring\nLi Lei,13800000001\n");
  const column = page.getByRole("button", { name: english("transfer.columnIs", { column: "who" }) });
  await column.click();
  await page.getByRole("option", { name: english("transfer.fields.name"), exact: true }).click();
  // What would come in is read anew, and cannot be brought in before.
  await expect(page.getByRole("button", { name: english("transfer.go") })).toBeEnabled();
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(english("transfer.done", { name: "odd.csv" }))).toBeVisible();
  expect(await host.call("customers.search", { text: "Li Lei", limit: 1 })).toMatchObject({ total: 1 });
});

test("who may be known and which links lead nowhere is told before anything is brought in", async ({
  page,
}) => {
  const rows = "姓名,生日,介绍人\n赵六,1990-03-05,老王\n赵六,1990-03-05,\n";
  await choose(page, "linked.csv", rows);
  for (const [count, key] of [
    ["1 new customer may be known already", "transfer.alike.hint"],
    ["1 link leads to nobody in the shop", "transfer.unlinked.hint"],
  ] as const) {
    await expect(page.getByRole("heading", { name: count })).toBeVisible();
    await expect(page.getByText(english(key))).toBeVisible();
  }
  await page.getByText(english("transfer.which")).first().click();
  const reason = english("transfer.alike.reason.sameBirthday");
  await expect(
    page.getByText(english("transfer.alike.twice", { row: "3", other: "2", reason })),
  ).toBeVisible();
});

test.describe("with customers", () => {
  test.use({ start: "small" });

  test("everyone goes out into a file that a spreadsheet reads", async ({ page }) => {
    await page.getByRole("button", { name: english("transfer.export") }).click();
    const saved = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: english("transfer.format.csv") }).click();
    const text = await readFile(await (await saved).path(), "utf8");
    for (const name of everyone) expect(text).toContain(name);
  });

  test("the history takes an import back, or says what stands in the way", async ({ page, host }) => {
    await host.open(page, "/settings?part=history");
    const undo = (kind: string) => {
      const what = english(`terms.operation.transfer.${kind}`);
      return page.getByRole("button", { name: english("settings.undoOf", { what }) });
    };
    // The customers cannot go before the purchases that belong to them.
    await undo("customers").click();
    await expect(page.getByRole("alert").first()).toBeVisible();
    expect(await people(host)).toBe(everyone.length);
    for (const kind of ["purchases", "customers"]) {
      await undo(kind).click();
      await expect(undo(kind)).toBeHidden();
    }
    expect(await people(host)).toBe(0);
  });
});

test.describe("the sample shop", () => {
  test.use({ start: "new" });

  test("opens with two years of life and leaves with one press", async ({ page, host }) => {
    await host.open(page);
    await page.getByRole("button", { name: english("firstRun.sample") }).click();
    await expect(page.locator("article").first()).toBeVisible({ timeout: 30_000 });
    expect(await people(host)).toBeGreaterThan(100);
    const remove = { name: english("sample.remove") };
    await page.getByRole("button", remove).click();
    await page.getByRole("alertdialog").getByRole("button", remove).click();
    await expect.poll(() => people(host)).toBe(0);
  });
});
