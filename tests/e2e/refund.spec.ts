// A part of a purchase comes back: by its lines, then by an amount, with what it takes in points.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { troubles } from "../support/axe";
import { english, say } from "../support/words";
import { expect, type Host, test } from "./host";

test.use({ start: "small", locale: "en-US" });

const onePointForEachYuan = {
  from: "2020-01-01",
  points: 1,
  perFen: 100,
  rounding: "down",
  minimumFen: 0,
  items: [],
  days: [],
  tiers: [],
  validity: { kind: "never" },
};

const row = (page: Page) => page.getByRole("listitem").filter({ hasText: "T-1" });

/** Somebody bought three teas and a cup for ¥140. */
async function bought(host: Host, page: Page): Promise<void> {
  const table = join(host.folder.path, "lines.csv");
  const lines = ["T-1,C2,2026-03-05,Tea,3,90", "T-1,C2,2026-03-05,Cup,1,50"];
  await writeFile(table, ["order no,customer id,date,item,quantity,amount", ...lines].join("\n"));
  await host.folder.ctl("import", "purchases", table);
  await host.call("points.save_rule", { op: crypto.randomUUID(), rule: onePointForEachYuan });
  const query = { sort: "name", descending: false };
  const { rows } = await host.call<{ rows: { id: string; name: string }[] }>("customers.page", {
    query,
    start: 0,
    limit: 10,
  });
  const buyer = rows.find(({ name }) => name === "Li Na");
  await host.open(page, `/customers/${buyer?.id}`);
  await expect(row(page)).toContainText("¥140.00");
}

async function ask(page: Page, menu = english("customers.more"), item = english("customers.refund.menu")) {
  await row(page).getByRole("button", { name: menu }).click();
  await page.getByRole("menuitem", { name: item }).click();
  return page.getByRole("dialog");
}

test("lines and amounts of a purchase come back, and no more than there is", async ({ page, host }) => {
  await host.look("en", "light");
  await bought(host, page);
  const dialog = await ask(page);
  const status = dialog.getByRole("status");
  const refund = dialog.getByRole("button", { name: english("customers.refund.refund"), exact: true });
  await expect(status).toContainText(english("customers.refund.choose"));
  await expect(refund).toBeDisabled();
  await dialog.getByText("Tea", { exact: true }).click();
  await expect(status).toContainText("¥90.00");
  const quantity = dialog.getByRole("textbox", {
    name: english("customers.refund.quantity", { item: "Tea" }),
  });
  await quantity.fill("1");
  await quantity.blur();
  await expect(status).toContainText("¥30.00");
  await expect(status).toContainText(`${english("customers.refund.points")} 30`);
  expect(await page.evaluate(troubles)).toEqual([]);
  await refund.click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(english("customers.refund.done", { amount: "¥30.00" }))).toBeVisible();
  const part = (amount: string) => english("customers.timeline.partlyBack", { amount });
  await expect(row(page)).toContainText(part("¥30.00"));

  await ask(page);
  await expect(dialog.getByRole("listitem").filter({ hasText: "Tea" })).toContainText("2 left");
  await dialog.getByRole("radio", { name: english("customers.refund.byAmount") }).click({ force: true });
  const amount = dialog.getByRole("textbox", { name: english("customers.refund.amount") });
  await amount.fill("110.01");
  const beyond = english("errors.refundBeyondRest.text", { rest: "¥110.00" });
  await expect(dialog.getByRole("alert")).toContainText(beyond);
  await expect(refund).toBeDisabled();
  await amount.fill("20");
  await expect(status).toContainText("¥20.00");
  await amount.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(row(page)).toContainText(part("¥50.00"));
  await page.keyboard.press("Control+z");
  await expect(row(page)).toContainText(part("¥30.00"));
});

test("it says in Chinese how much can come back", async ({ page, host }) => {
  await host.look("zh-CN", "dark");
  await bought(host, page);
  const dialog = await ask(page, say("zh-CN", "customers.more"), say("zh-CN", "customers.refund.menu"));
  await dialog.getByRole("radio", { name: say("zh-CN", "customers.refund.byAmount") }).click({ force: true });
  await dialog.getByRole("textbox", { name: say("zh-CN", "customers.refund.amount") }).fill("200");
  await expect(dialog.getByRole("alert")).toContainText("最多还能退 ¥140.00");
  expect(await page.evaluate(troubles)).toEqual([]);
});
