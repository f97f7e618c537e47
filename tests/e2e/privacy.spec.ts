// Where customers can see the screen, no page tells a whole number of anybody.
import type { Page } from "@playwright/test";
import { english } from "../support/words";
import { expect, type Host, test } from "./host";

test.use({ start: "sample", locale: "en-US" });

interface Row {
  id: string;
  name: string;
  phone: string;
}

/** A number of the tests' own, so that one that stays is told from the sample shop's. */
const own = { phone: "13811112222", further: "13933334444", wechat: "13755556666", told: "13677778888" };

async function furnish(host: Host) {
  await host.look("en", "light");
  const { preferences } = await host.call<{ preferences: object }>("shop.status");
  const op = () => crypto.randomUUID();
  await host.call("shop.set_preferences", { op: op(), preferences: { ...preferences, customersSee: true } });
  const reaches = [
    { kind: "phone", value: own.further, label: "Office" },
    { kind: "wechat", value: own.wechat, label: "" },
    { kind: "email", value: `${own.wechat}@139.com`, label: "" },
  ];
  const add = (draft: object) => host.call<string>("customers.add", { op: op(), draft });
  const firm = await add({ kind: "company", name: "Corner Bakery", phone: own.phone });
  const draft = { phone: own.phone, externalId: own.phone, note: `Or call ${own.told}` };
  const one = await add({ ...draft, name: "Ann Baker", portrait: { reaches, employer: firm } });
  const other = await add({ name: "Ann Baker", phone: own.phone, tags: [own.told].slice(1) });
  const said = { kind: "call", channel: "phone", note: `New number 136-7777-8888 from ${own.told}` };
  const interaction = await host.call("interactions.log", {
    op: op(),
    customer: one,
    draft: said,
    next: { kind: "none" },
  });
  await host.call("interactions.pin", { op: op(), customer: one, interaction });
  await host.call("followups.set", {
    op: op(),
    customer: one,
    due: Date.now() + 60_000,
    note: `Ring ${own.told}`,
  });
  const soon = Date.now() + 2 * 86_400_000;
  await host.call("followups.set", { op: op(), customer: other, due: soon, note: `Ring ${own.told}` });
  return { firm, one, other };
}

async function numbers(host: Host): Promise<string[]> {
  const page = (start: number) =>
    host.call<{ rows: Row[] }>("customers.page", { query: {}, start, limit: 200 });
  const all: string[] = Object.values(own);
  for (let start = 0; ; start += 200) {
    const { rows } = await page(start);
    all.push(...rows.map(({ phone }) => phone.replace(/\D/g, "")).filter(Boolean));
    if (rows.length < 200) return all;
  }
}

/** Everything a page says, shown or read aloud, with digits drawn together. */
const said = (page: Page) =>
  page.evaluate(() => {
    const words = [document.body.innerText];
    for (const element of document.querySelectorAll("*")) {
      if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)
        words.push(element.value);
      for (const name of ["title", "aria-label", "placeholder"]) words.push(element.getAttribute(name) ?? "");
    }
    return words.join("\n").replace(/(\d)[ \-.]+(?=\d)/g, "$1");
  });

test("every page keeps every number to itself", async ({ page, host }) => {
  test.slow();
  const { firm, one, other } = await furnish(host);
  const known = await numbers(host);
  expect(known.length).toBeGreaterThan(50);
  const silent = async (where: string, sight: string) => {
    await expect(page.getByText(sight).first(), where).toBeVisible();
    await expect
      .poll(async () => {
        const words = await said(page);
        return known.filter((number) => words.includes(number));
      }, where)
      .toEqual([]);
  };

  await host.open(page, "/");
  await silent("today", "Ring 136****8888");
  for (const part of ["week", "month"]) {
    await host.open(page, `/?part=${part}`);
    await expect(page.getByRole("gridcell").first(), part).toBeVisible();
    await silent(part, "136****8888");
  }
  await host.open(page, "/customers?sort=spent&dir=desc");
  await expect(page.getByRole("gridcell").first()).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("Space");
  await silent("the peek card", english("customers.latest"));
  await host.open(page, "/customers?q=Ann");
  await silent("the list", "138 **** 2222");
  await page.keyboard.press("n");
  await page.getByRole("textbox", { name: english("customers.fields.name") }).fill("Ann Baker");
  await page.getByRole("textbox", { name: english("customers.fields.phone") }).fill("1381111222");
  await silent("a new customer", english("customers.new"));

  await host.open(page, `/customers/${one}`);
  await silent("the page", "New number 136-****-8888");
  await expect(page.getByRole("textbox", { name: english("customers.reach.wechat") }).last()).toHaveValue(
    "137****6666",
  );
  const name = page.getByRole("textbox", { name: english("customers.fields.name"), exact: true });
  await name.pressSequentially(" ");
  await silent("whoever is similar", english("customers.samePhone"));
  await page.keyboard.press("Escape");
  await expect(name).not.toBeFocused();
  await page.keyboard.press("Control+p");
  await silent("the print", english("customers.print.print"));
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("m");
  await page.getByRole("dialog").getByRole("combobox").fill("ann");
  await silent("whom to merge with", "Ann Baker");
  await host.open(page, `/customers/${firm}`);
  await silent("a company's contacts", "Ann Baker");
  await page.keyboard.press("Control+k");
  await page.keyboard.type(own.phone.slice(-4));
  await silent("the counter's card", english("customers.card.mind"));

  await host.open(page, "/customers/duplicates");
  await page.getByRole("button", { name: english("customers.duplicates.start") }).click();
  await silent("duplicates", english("customers.duplicates.sign.samePhone"));
  await host.open(page, `/customers/merge?ids=${one},${other}`);
  await silent("merging", english("customers.merge.unitedHint"));
  await host.open(page, "/settings?part=history");
  await silent("history", english("terms.operation.customers.add"));

  await host.open(page, "/import");
  const asked = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: english("transfer.choose") }).click();
  const table = `姓名,手机号,备注\n张三,${own.phone},call ${own.told}\n`;
  await (await asked).setFiles({ name: "a.csv", mimeType: "text/csv", buffer: Buffer.from(table) });
  await silent("an import", "张三");

  // Who may see shows them, for a minute.
  await host.open(page, `/customers/${one}`);
  await expect(page.getByText("New number 136-****-8888").first()).toBeVisible();
  await page.keyboard.press("Control+Shift+h");
  await expect(page.getByText("New number 136-7777-8888").first()).toBeVisible();
});
