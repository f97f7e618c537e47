// Words from the first draft to the purchase they led to, in Chinese; and how they are found, tried and kept.
import type { Page } from "@playwright/test";
import type { FollowUpRow } from "../support/answers";
import { due } from "../support/smallShop";
import { say } from "../support/words";
import { expect, type Host, test } from "./host";

const zh = (key: string, variables?: Record<string, string | number>) => say("zh-CN", key, variables);

interface List {
  scripts: {
    id: string;
    version: number;
    draft: { title: string; text: string };
    figures: { uses: number };
  }[];
}

test.use({ start: "small", locale: "zh-CN", permissions: ["clipboard-read", "clipboard-write"] });

const active = (page: Page) => page.locator("article[data-active=true]");
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
const titled = async (host: Host, title: string) =>
  (await host.call<List>("scripts.list")).scripts.find(({ draft }) => draft.title === title);

test.beforeEach(({ host }) => host.look("zh-CN", "light"));

async function write(page: Page, host: Host, title: string) {
  await host.open(page, "/scripts");
  await page.getByRole("button", { name: zh("scripts.new") }).click();
  await page.getByLabel(zh("scripts.name")).fill(title);
  const text = page.getByLabel(zh("scripts.text"), { exact: true });
  await text.click();
  await page.getByRole("button", { name: zh("scripts.insert", { name: "称呼" }) }).click();
  await page.keyboard.type("您好，我是");
  await page.getByRole("button", { name: zh("scripts.insert", { name: "店名" }) }).click();
  await page.keyboard.type("，给您留了");
  await page.getByRole("button", { name: zh("scripts.insert", { name: "心意" }) }).click();
  await page.keyboard.type("。");
  await expect(text).toHaveValue("{{称呼}}您好，我是{{店名}}，给您留了{{心意}}。");
}

async function choose(page: Page, label: string, option: string) {
  await page.getByRole("button", { name: new RegExp(label) }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

test("words are written, tried on a customer, copied in Today, logged, and led to a purchase", async ({
  page,
  host,
}) => {
  await write(page, host, "深聊邀约");
  const form = page.getByRole("region", { name: zh("scripts.edit") });
  await form.getByRole("button", { name: new RegExp(zh("scripts.fits.addOccasion")) }).click();
  await page.getByRole("option", { name: zh("scripts.occasion.deepTalk"), exact: true }).click();
  await form.getByRole("button", { name: zh("terms.segment.core"), exact: true }).click();

  const preview = page.getByRole("region", { name: zh("scripts.preview.title") });
  await preview.getByRole("combobox").fill("Zhang");
  await page.getByRole("option", { name: due }).click();
  await expect(preview).toContainText(`${due}您好，我是Corner Studio，给您留了`);
  await preview.getByRole("textbox", { name: "心意" }).fill("一盒新茶");
  await expect(preview).toContainText("给您留了一盒新茶。");
  await page.keyboard.press("Control+Enter");
  await expect.poll(async () => (await titled(host, "深聊邀约"))?.version).toBe(1);
  await expect(page.getByRole("region", { name: zh("scripts.history.title") })).toContainText(
    zh("scripts.history.unused"),
  );

  await page.goto(new URL("/", page.url()).href);
  await expect(active(page)).toContainText(`${due}您好，我是Corner Studio`);
  await active(page).focus();
  // What is missing is asked for first.
  await page.keyboard.press("w");
  const offer = active(page).getByRole("textbox", { name: "心意" });
  await expect(offer).toBeFocused();
  await page.keyboard.type("一盒新茶");
  await page.keyboard.press("Enter");
  await expect(active(page)).toContainText(zh("words.willBeLogged"));
  expect(await clipboard(page)).toBe(`${due}您好，我是Corner Studio，给您留了一盒新茶。`);
  await page.keyboard.press("Escape");
  await page.keyboard.press("l");
  await expect(page.getByText(zh("contact.withWords", { title: "深聊邀约" }))).toBeVisible();
  await page.keyboard.type("答应周五来");
  await page.keyboard.press("Control+Enter");
  await expect.poll(async () => (await titled(host, "深聊邀约"))?.figures.uses).toBe(1);

  const { rows } = await host.call<{ rows: { id: string }[] }>("customers.search", { text: due, limit: 1 });
  const { now } = await host.call<{ now: number }>("shop.status");
  const draft = { at: now, amountFen: 12_800, item: "茶", orderNo: "", beyondPaid: false };
  await host.call("purchases.add", { op: crypto.randomUUID(), customer: rows[0]?.id, draft });
  await host.open(page, "/scripts?part=figures");
  const row = page.getByRole("row", { name: /深聊邀约/ });
  await expect(row).toContainText("1 (100 %)");
  await expect(row).toContainText("128");
});

test("a mistake is named beside the text, and nothing typed is lost", async ({ page, host }) => {
  await write(page, host, "生日");
  const text = page.getByLabel(zh("scripts.text"), { exact: true });
  await text.fill("{{称呼}}的{{星座}}");
  await page.getByRole("button", { name: zh("scripts.save") }).click();
  const problem = zh("errors.scriptText.unknown.text", { name: "星座" });
  await expect(page.getByText(problem).first()).toBeVisible();
  // Looking at another script and coming back loses nothing either.
  await page.getByRole("link", { name: /日常关怀 日常关怀/ }).click();
  await expect(page.getByLabel(zh("scripts.name"))).toHaveValue("日常关怀");
  await page.getByRole("link", { name: /生日.*未保存/ }).click();
  await expect(text).toHaveValue("{{称呼}}的{{星座}}");
});

test("every save is a version, and an earlier one comes back", async ({ page, host }) => {
  const before = await titled(host, "日常关怀");
  await host.open(page, `/scripts?script=${before?.id}`);
  const text = page.getByLabel(zh("scripts.text"), { exact: true });
  const first = await text.inputValue();
  expect(first).toContain("{{称呼|}}您好");
  await text.fill("好久不见，最近好吗？");
  await page.keyboard.press("Control+Enter");
  await expect.poll(async () => (await titled(host, "日常关怀"))?.version).toBe(2);
  const history = page.getByRole("region", { name: zh("scripts.history.title") });
  await history.getByRole("button", { name: zh("scripts.history.restore") }).click();
  await expect(text).toHaveValue(first);
  expect((await titled(host, "日常关怀"))?.draft.text).toBe(before?.draft.text);
});

test("scripts are found by occasion and words, and those put away are apart", async ({ page, host }) => {
  await host.open(page, "/scripts");
  const list = page.getByRole("region", { name: zh("scripts.list") });
  await expect(list.getByRole("listitem")).toHaveCount(56);
  await choose(page, zh("scripts.fits.occasion"), zh("scripts.occasion.birthday"));
  await expect(list.getByRole("listitem")).toHaveCount(3);
  await page.getByRole("searchbox").fill("走心");
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await list.getByRole("link").click();
  await page.getByRole("button", { name: zh("scripts.archive"), exact: true }).click();
  await expect(list.getByRole("listitem")).toHaveCount(0);
  await list.getByText(zh("scripts.onlyArchived")).click();
  await expect(list.getByRole("listitem")).toHaveCount(1);
});

test("other words are a key away, and a customer's page has them too", async ({ page, host }) => {
  const { rows } = await host.call<{ rows: FollowUpRow[] }>("followups.today", { limit: 1 });
  await host.open(page);
  await expect(active(page)).toContainText("季度深聊邀约");
  await page.keyboard.press("o");
  await expect(active(page)).toContainText(zh("words.place", { place: 2, count: 3 }));
  await page.goto(new URL(`/customers/${rows[0]?.customer}`, page.url()).href);
  const words = page.getByRole("region", { name: zh("words.title") });
  await expect(words).toContainText("季度深聊邀约");
  await words.getByRole("button", { name: new RegExp(zh("words.occasion")) }).click();
  await page.getByRole("option", { name: zh("scripts.occasion.thanks"), exact: true }).click();
  await expect(words).toContainText("感谢老客");
  await words.getByRole("button", { name: zh("words.others") }).click();
  await expect(words).toContainText(zh("words.place", { place: 2, count: 3 }));
});
