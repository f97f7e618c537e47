// Customers who are one: told while typed, found among all, compared, merged and taken back, by keyboard.
import { troubles } from "../support/axe";
import { say } from "../support/words";
import { expect, type Host, test } from "./host";

test.use({ locale: "en-US" });

const english = (key: string, variables?: Record<string, string | number>) => say("en", key, variables);

interface Row {
  id: string;
  name: string;
  purchases: number;
}

/** One person twice, of whom one has bought, and somebody else. */
async function furnish(host: Host) {
  await host.look("en", "light");
  const add = (draft: object) => host.call<string>("customers.add", { op: crypto.randomUUID(), draft });
  const zhang = await add({ name: "张伟", phone: "13800001001", tags: ["regular"], note: "Likes tea" });
  const again = await add({ name: "章玮", phone: "138 0000 1001", company: "Studio Ltd", note: "Weekends" });
  await add({ name: "李娜", phone: "13900002002" });
  const purchase = { at: Date.now() - 86_400_000, amountFen: 12_500, item: "Cake", orderNo: "" };
  await host.call("purchases.add", { op: crypto.randomUUID(), customer: again, draft: purchase });
  return { zhang, again };
}

const everyone = async (host: Host) => {
  const query = { sort: "name", descending: false };
  return (await host.call<{ rows: Row[] }>("customers.page", { query, start: 0, limit: 9 })).rows;
};

test("whoever sounds the same in one company is told while typed, and one press opens them", async ({
  page,
  host,
}) => {
  await furnish(host);
  await host.open(page, "/customers");
  await expect(page.getByRole("gridcell").first()).toBeVisible();
  await page.keyboard.press("n");
  await page.getByRole("textbox", { name: english("customers.fields.name") }).fill("Zhang Wei");
  await page.getByRole("button", { name: english("customers.moreFields") }).click();
  await page.getByRole("textbox", { name: english("customers.fields.company") }).fill("studio");
  await expect(page.getByText(english("customers.duplicates.similar"))).toBeVisible();
  await expect(page.getByText(english("customers.duplicates.sign.sameCompany"))).toBeVisible();
  await page.getByRole("link", { name: "章玮" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("章玮");
});

test("duplicates are found, compared, merged and taken back without a mouse", async ({ page, host }) => {
  const { again } = await furnish(host);
  await host.open(page);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("duplicates");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: english("customers.duplicates.start") }).press("Enter");
  const group = page.getByRole("listitem", {
    name: new RegExp(english("customers.duplicates.sign.samePhone")),
  });
  await expect(group).toContainText("章玮");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");

  // The one who has bought stays unless one says otherwise.
  const name = (text: string) =>
    page.getByRole("radio", { name: `${english("customers.fields.name")}: ${text}`, exact: true });
  await expect(name("章玮")).toBeChecked();
  await expect(page.getByText(english("customers.merge.nothing"))).toBeVisible();
  expect(await page.evaluate(troubles)).toEqual([]);
  await name("章玮").focus();
  await page.keyboard.press("ArrowLeft");
  await expect(name("张伟")).toBeChecked();
  await page.keyboard.press("Control+Enter");

  await expect(page.getByText(english("customers.merge.done", { name: "张伟" }))).toBeVisible();
  await expect(page.getByText(english("customers.duplicates.none"))).toBeVisible();
  const merged = await everyone(host);
  expect(merged.map(({ name }) => name).sort()).toEqual(["张伟", "李娜"]);
  expect(merged.find(({ id }) => id === again)).toMatchObject({ name: "张伟", purchases: 1 });

  await page.getByRole("button", { name: english("kit.undo") }).click();
  await expect.poll(async () => (await everyone(host)).length).toBe(3);
  await expect(group).toContainText("张伟");
});

test("who keeps the story is chosen, and what will move is said first", async ({ page, host }) => {
  const { zhang, again } = await furnish(host);
  await host.open(page, `/customers/merge?ids=${zhang},${again}`);
  // Who stays is compared anew, so the choice shows with the answer.
  const keep = page.getByRole("radio", { name: new RegExp(`${english("customers.merge.keepThis")} 张伟`) });
  await keep.click();
  await expect(keep).toBeChecked();
  const moving = english("customers.merge.purchases_one", { count: 1 });
  await expect(page.getByRole("status").filter({ hasText: moving })).toBeVisible();
  await page.getByRole("button", { name: english("customers.merge.act") }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("张伟");
  const timeline = page.getByRole("region", { name: english("customers.timeline.title") });
  await expect(timeline.getByText("Cake", { exact: true })).toBeVisible();
});

test("while a customer is edited, everything that is typed tells who may be the same", async ({
  page,
  host,
}) => {
  const { zhang } = await furnish(host);
  await host.open(page, `/customers/${zhang}`);
  const add = page.getByRole("button", { name: english("customers.addReach.wechat") });
  await host.call("customers.add", {
    op: crypto.randomUUID(),
    draft: { name: "Wang Li", portrait: { reaches: [{ kind: "wechat", value: "wangli88", label: "" }] } },
  });
  await add.click();
  await page.keyboard.type("WangLi88");
  const told = page.getByRole("status").filter({ hasText: english("customers.duplicates.similar") });
  await expect(told).toContainText("Wang Li");
  await expect(told).toContainText(english("customers.duplicates.sign.sameWechat"));
  await expect(told).toContainText(english("customers.duplicates.score", { score: 65 }));
  await expect(told.getByRole("link", { name: "张伟" }), "not oneself").toHaveCount(0);
  const both = told.getByRole("listitem").filter({ hasText: "Wang Li" });
  await both.getByRole("link", { name: english("customers.duplicates.merge") }).click();
  await expect(page.getByRole("columnheader", { name: /Wang Li/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("张伟");
});

test("a customer is merged with whomever one names, without a mouse", async ({ page, host }) => {
  const { zhang } = await furnish(host);
  await host.open(page, `/customers/${zhang}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("张伟");
  await page.keyboard.press("m");
  await page.keyboard.type("ln");
  await expect(page.getByRole("option", { name: /李娜/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("columnheader", { name: /李娜/ })).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("张伟");
  await expect.poll(async () => (await everyone(host)).length).toBe(2);
});

test("those who are said to be different never come up again", async ({ page, host }) => {
  await furnish(host);
  await host.open(page, "/customers/duplicates");
  await page.getByRole("button", { name: english("customers.duplicates.start") }).click();
  await page.getByRole("button", { name: english("customers.duplicates.different") }).click();
  await expect(page.getByText(english("customers.duplicates.none"))).toBeVisible();
  await page.getByRole("button", { name: english("customers.duplicates.search") }).click();
  await expect(page.getByText(english("customers.duplicates.none"))).toBeVisible();
});
