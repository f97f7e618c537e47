// Rules from the gallery to Today, in Chinese: made, seen beforehand, held back, met by another, taken back.
import type { Page } from "@playwright/test";
import { due } from "../support/smallShop";
import { say } from "../support/words";
import { expect, type Host, test } from "./host";

const zh = (key: string, variables?: Record<string, string | number>) => say("zh-CN", key, variables);

test.use({ start: "small", locale: "zh-CN" });

interface Rule {
  id: string;
  enabled: boolean;
  spec: { name: string; trigger: { kind: string; days?: number[]; rule?: string } };
}

interface FollowUp {
  reasons: { kind: string }[];
  repeats: string | null;
  note: string;
}

const op = () => crypto.randomUUID();
const rules = (host: Host) => host.call<Rule[]>("followups.rules");
const day = 86_400_000;

/** Only what a test makes itself is to be seen. */
test.beforeEach(async ({ host }) => {
  await host.look("zh-CN", "light");
  for (const { id } of await rules(host)) await host.call("followups.delete_rule", { op: op(), id });
});

const preview = (page: Page) => page.getByRole("complementary", { name: zh("rules.preview.title") });
const form = (page: Page) => page.getByRole("region", { name: zh("rules.edit") });
const save = (page: Page) => form(page).getByRole("button", { name: new RegExp(zh("rules.start")) });
const row = (page: Page, name: string) => page.getByRole("listitem").filter({ hasText: name });

async function make(page: Page, host: Host, kind: string) {
  await host.open(page, "/rules");
  await page
    .getByRole("button", { name: zh("rules.new") })
    .first()
    .click();
  await page.getByRole("link", { name: new RegExp(zh(`rules.goodFor.${kind}`)) }).click();
}

async function choose(page: Page, label: string, option: string) {
  await form(page)
    .getByRole("button", { name: new RegExp(label) })
    .click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

async function idOf(host: Host, text: string): Promise<string> {
  const { rows } = await host.call<{ rows: { id: string }[] }>("customers.search", { text, limit: 1 });
  return rows[0]?.id ?? "";
}

const buys = (host: Host, customer: string, daysAgo: number) =>
  host.call("purchases.add", {
    op: op(),
    customer,
    draft: { at: Date.now() - daysAgo * day, amountFen: 8_800, item: "蛋糕", orderNo: "" },
  });

const planned = async (host: Host, id: string) =>
  (await host.call<{ followUps: FollowUp[] }>("dossier.page", { id })).followUps;

test("a return visit after 3, 7 and 30 days names the right people, is saved and turns up", async ({
  page,
  host,
}) => {
  await buys(host, await idOf(host, "Sun Hao"), 3);
  await make(page, host, "afterPurchase");
  const days = form(page).getByLabel(zh("rules.slot.days"), { exact: true });
  for (const figure of ["3", "7", "30"]) await expect(form(page)).toContainText(figure);
  await expect(preview(page)).toContainText("Sun Hao");
  await expect(preview(page)).toContainText(due);
  await expect(preview(page)).toContainText("Li Na");
  await expect(preview(page)).not.toContainText("Zhao Lei");
  // What is no figure is said, not swallowed.
  await days.fill("三");
  await days.press("Enter");
  await expect(form(page)).toContainText(zh("errors.invalidIn.rule.figures.unreadable"));
  await page.getByRole("button", { name: zh("kit.removeTag", { tag: "三" }), includeHidden: true }).click();
  await save(page).click();

  await expect(row(page, zh("terms.trigger.afterPurchase"))).toContainText("后第 3、7、30 天");
  expect((await rules(host)).map(({ spec }) => spec.trigger.days)).toEqual([[3, 7, 30]]);
  await host.open(page, "/");
  const today = page.getByRole("article").filter({ hasText: "Sun Hao" });
  await expect(today).toContainText("第 3 天回访");
});

test("a contact cap holds somebody back, and the preview says why", async ({ page, host }) => {
  await buys(host, await idOf(host, "Sun Hao"), 3);
  await host.open(page, "/settings?part=often");
  const contacts = page.getByRole("textbox", {
    name: zh("settings.often.contacts", { stage: zh("terms.stage.active") }),
  });
  await contacts.fill("0");
  await contacts.press("Tab");
  await page.getByRole("button", { name: zh("settings.save"), exact: true }).click();
  await expect(page.getByText(zh("settings.often.saved"))).toBeVisible();

  await make(page, host, "afterPurchase");
  const held = preview(page).getByRole("listitem").filter({ hasText: "Sun Hao" }).first();
  await expect(held).toContainText(zh("rules.preview.heldBack", { why: zh("terms.held.cap") }));
});

test("a birthday and a regular contact meet in one follow-up with both reasons", async ({ page, host }) => {
  const then = new Date(Date.now() + 3 * day);
  const birthday = { year: null, month: then.getUTCMonth() + 1, day: then.getUTCDate() };
  const id = await host.call<string>("customers.add", { op: op(), draft: { name: "周小满", birthday } });
  await make(page, host, "birthday");
  await expect(preview(page)).toContainText("周小满");
  await save(page).click();
  await expect(row(page, zh("terms.trigger.birthday"))).toContainText("生日前 7 天");
  await expect.poll(async () => (await planned(host, id)).length).toBe(1);

  await make(page, host, "cadence");
  await choose(page, zh("rules.slot.audience"), zh("rules.audience.everyone"));
  const meets = preview(page).getByRole("listitem").filter({ hasText: "周小满" });
  await expect(meets).toContainText(zh("rules.preview.joins"));
  await save(page).click();
  await expect
    .poll(async () => (await planned(host, id)).map(({ reasons }) => reasons.map(({ kind }) => kind)))
    .toEqual([["birthday", "cadence"]]);
  await host.open(page, `/customers/${id}`);
  const followUps = page.getByRole("region", { name: zh("customers.followUps.title") });
  await expect(followUps).toContainText("生日");
  await expect(followUps).toContainText("从未深谈");
});

test("a lunar birthday is found by its own calendar", async ({ page, host }) => {
  const parts = new Intl.DateTimeFormat("en-u-ca-chinese", {
    timeZone: "Asia/Shanghai",
    month: "numeric",
    day: "numeric",
  }).formatToParts(Date.now() + 4 * day);
  const part = (type: string) => Number.parseInt(parts.find((each) => each.type === type)?.value ?? "", 10);
  const birthday = { year: null, month: part("month"), day: part("day"), calendar: "lunar" };
  await host.call("customers.add", { op: op(), draft: { name: "农小历", birthday } });
  await make(page, host, "birthday");
  await expect(preview(page).getByRole("listitem").filter({ hasText: "农小历" })).toContainText("生日");
});

test("a festival of the shop's own, a promotion, and what each still lacks", async ({ page, host }) => {
  await make(page, host, "festival");
  await choose(page, zh("rules.slot.festival"), zh("rules.ownFestival"));
  await expect(form(page)).toContainText(zh("errors.invalidIn.ownDay.name.required"));
  await form(page)
    .getByRole("textbox", { name: zh("rules.slot.festivalName") })
    .fill("店庆");
  await expect(form(page)).toContainText(zh("errors.invalidIn.ownDay.day.required"));
  await form(page)
    .getByRole("radio", { name: zh("customers.birthday.lunar") })
    .click({ force: true });
  await form(page).getByLabel(zh("customers.birthday.month"), { exact: true }).fill("8");
  await form(page).getByLabel(zh("customers.birthday.day"), { exact: true }).fill("15");
  await form(page).getByText(zh("rules.isPromotion"), { exact: true }).click();
  await expect(form(page)).toContainText(zh("errors.invalidIn.rule.name.required"));
  await form(page)
    .getByRole("textbox", { name: new RegExp(zh("rules.name")) })
    .fill("周年回馈");
  await expect(form(page)).toContainText(zh("errors.invalidIn.rule.by.required"));
  await choose(page, zh("rules.slot.by"), zh("rules.named"));
  await form(page)
    .getByRole("combobox", { name: zh("rules.slot.person") })
    .fill("小王");
  await save(page).click();
  await expect(row(page, "周年回馈")).toContainText("店庆");
  await expect(row(page, "周年回馈")).toContainText("由小王联系");
});

test("a month comes again on its first Saturday", async ({ page, host }) => {
  await make(page, host, "recurring");
  await choose(page, zh("dates.repeat.every"), zh("dates.repeat.kinds.monthWeekday"));
  await expect(preview(page)).toContainText(due);
  await save(page).click();
  await expect(row(page, zh("terms.trigger.recurring"))).toContainText("每月第一个星期六");
  expect((await rules(host))[0]?.spec.trigger.rule).toBe("FREQ=MONTHLY;BYDAY=1SA");

  await row(page, zh("terms.trigger.recurring")).getByRole("link").click();
  await form(page)
    .getByRole("button", { name: zh("dates.repeat.asText") })
    .click();
  await form(page).getByLabel(zh("dates.repeat.text")).fill("每月一次");
  await expect(form(page)).toContainText(zh("errors.invalid.unreadable"));
  await form(page).getByLabel(zh("dates.repeat.text")).fill("FREQ=MONTHLY;BYDAY=-1FR");
  await form(page)
    .getByRole("button", { name: new RegExp(`^${zh("rules.save")}`) })
    .click();
  await expect(row(page, zh("terms.trigger.recurring"))).toContainText("每月最后一个星期五");
});

test("a rule that was taken away comes back, and one can be switched off", async ({ page, host }) => {
  await make(page, host, "birthday");
  await save(page).click();
  await row(page, zh("terms.trigger.birthday")).getByRole("link").click();
  await form(page)
    .getByRole("button", { name: zh("rules.delete") })
    .click();
  await expect(page.getByText(zh("rules.emptyTitle"))).toBeVisible();
  await page
    .getByRole("button", { name: zh("kit.undo"), exact: true })
    .last()
    .click();
  await expect(row(page, zh("terms.trigger.birthday"))).toBeVisible();
  expect((await rules(host)).length).toBe(1);

  const name = zh("rules.isOn", { name: zh("terms.trigger.birthday") });
  await row(page, zh("terms.trigger.birthday")).locator("label").click();
  await expect(page.getByRole("switch", { name })).not.toBeChecked();
  expect((await rules(host))[0]?.enabled).toBe(false);
});

test("what was typed outlives a look elsewhere, and the old address leads here", async ({ page, host }) => {
  await make(page, host, "birthday");
  await save(page).click();
  await row(page, zh("terms.trigger.birthday")).getByRole("link").click();
  await form(page)
    .getByRole("textbox", { name: new RegExp(zh("rules.name")) })
    .fill("生日问候");
  await page.getByRole("link", { name: zh("rules.all") }).click();
  await expect(row(page, zh("rules.unsaved"))).toBeVisible();
  await row(page, zh("rules.unsaved")).getByRole("link").click();
  await expect(form(page).getByRole("textbox", { name: new RegExp(zh("rules.name")) })).toHaveValue(
    "生日问候",
  );
  await host.open(page, "/settings?part=rules");
  await expect(page).toHaveURL((url) => url.pathname === "/rules");
});

test("a customer is left alone, a plan comes again, and a follow-up is dropped with its reason", async ({
  page,
  host,
}) => {
  const id = await idOf(host, "Sun Hao");
  await host.open(page, `/customers/${id}`);
  const box = page.getByRole("region", { name: zh("customers.followUps.title") });
  await box.getByRole("button", { name: zh("customers.followUps.plan") }).click();
  await box.getByRole("button", { name: new RegExp(zh("contact.next")) }).click();
  await page.getByRole("option", { name: new RegExp(zh("contact.nextAs")) }).click();
  await box.getByLabel(zh("contact.nextWords")).fill("后天下午3点");
  await expect(box).toContainText("15:00");
  await box.getByText(zh("customers.followUps.repeat"), { exact: true }).click();
  await box.getByRole("button", { name: zh("customers.followUps.set"), exact: true }).click();
  await expect(box).toContainText(zh("customers.followUps.repeats", { words: "每月 1 日" }));
  expect((await planned(host, id))[0]?.repeats).toBe("FREQ=MONTHLY;BYMONTHDAY=1");

  await box.getByRole("button", { name: zh("customers.more") }).click();
  await page.getByRole("menuitem", { name: zh("customers.followUps.cancel") }).click();
  await box.getByRole("button", { name: zh("customers.followUps.dropIt") }).click();
  await expect(box).toContainText(zh("errors.invalidIn.note.required"));
  await box.getByLabel(zh("customers.followUps.why")).fill("已搬走");
  await box.getByRole("button", { name: zh("customers.followUps.dropIt") }).click();
  // Only this once: the next one comes all the same.
  await expect(box).toContainText("1月1日");
  await expect(box).not.toContainText("已搬走");

  await box.getByRole("button", { name: zh("customers.limit.title") }).click();
  await box.getByText(zh("customers.limit.capped"), { exact: true }).click();
  await box.getByLabel(new RegExp(zh("customers.limit.note"))).fill("不喜欢被打扰");
  await box.getByRole("button", { name: zh("customers.limit.save"), exact: true }).click();
  await expect(box).toContainText(zh("customers.limit.cap", { days: 30, contacts: 1 }));
  await expect(box).toContainText("不喜欢被打扰");
});
