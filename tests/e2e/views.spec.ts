// Lists by keyboard: a filter of chips, saved as a view with its count, and a change to many at once.
import type { Page } from "@playwright/test";
import { troubles } from "../support/axe";
import { english } from "../support/words";
import { expect, type Host, test } from "./host";

test.use({ start: "sample", locale: "en-US" });

const words = {
  core: { kind: "where", field: "segment", test: { test: "oneOf", values: ["core"] } },
  quiet: { kind: "where", field: "contacted", test: { test: "notLast", days: 30 } },
  tagged: { kind: "where", field: "tags", test: { test: "oneOf", values: ["Spring"] } },
} as const;

const count = (host: Host, ...of: object[]) =>
  host.call<number>("customers.count", { query: { filter: { kind: "all", of } } });

const shown = (number: number) => new Intl.NumberFormat("en").format(number);
const views = (page: Page) => page.getByRole("navigation", { name: english("customers.views.title") });
const rowsIn = (page: Page) => page.getByRole("grid", { name: english("customers.title") });

/** A field is found by a piece of its name, in either language. */
async function pick(page: Page, piece: string) {
  await page.keyboard.press("f");
  await expect(page.getByPlaceholder(english("customers.filters.whichHint"))).toBeFocused();
  await page.keyboard.type(piece);
  await page.keyboard.press("Enter");
}

async function openList(page: Page, host: Host, path = "/customers") {
  await host.open(page, path);
  await expect(page.getByRole("gridcell").first()).toBeVisible();
}

test.beforeEach(async ({ host }) => {
  await host.look("en", "light");
});

test("a filter is built by keyboard, stands in the address, and Back takes it apart", async ({
  page,
  host,
}) => {
  await openList(page, host);
  await pick(page, "联系");
  await expect(page.getByLabel(english("customers.filters.days"))).toBeFocused();
  await page.keyboard.type("30");
  await page.keyboard.press("Enter");
  await expect(rowsIn(page)).toHaveAttribute("aria-rowcount", String((await count(host, words.quiet)) + 1));
  await pick(page, "segm");
  await expect(page.getByRole("checkbox", { name: english("terms.segment.core") })).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  const both = String((await count(host, words.quiet, words.core)) + 1);
  await expect(rowsIn(page)).toHaveAttribute("aria-rowcount", both);
  await page.reload();
  await expect(rowsIn(page)).toHaveAttribute("aria-rowcount", both);
  expect(await page.evaluate(troubles)).toEqual([]);
  await page.goBack();
  await expect(rowsIn(page)).toHaveAttribute("aria-rowcount", String((await count(host, words.quiet)) + 1));
});

test("a view is saved with its count, is there after a reload, and its deletion is undone", async ({
  page,
  host,
}) => {
  await openList(page, host);
  await page.getByRole("button", { name: new RegExp(`^${english("terms.segment.core")}`) }).click();
  await page.getByRole("button", { name: english("customers.views.save") }).click();
  await page.keyboard.type("Our best");
  await page.keyboard.press("Enter");
  const tab = views(page).getByRole("button", { name: `Our best ${shown(await count(host, words.core))}` });
  await expect(tab).toHaveAttribute("aria-current", "page");
  await views(page).getByRole("button", { name: english("customers.views.all") }).click();
  await page.reload();
  await tab.click();
  await expect(tab).toHaveAttribute("aria-current", "page");

  await page.getByRole("button", { name: new RegExp(`^${english("terms.stage.active")}`) }).click();
  await page.getByRole("button", { name: english("customers.views.update") }).click();
  await expect(page.getByRole("button", { name: english("customers.views.update") })).toBeHidden();
  await expect(page.getByText(english("customers.views.updated", { name: "Our best" }))).toBeVisible();

  await page.getByRole("button", { name: english("customers.views.menu", { name: "Our best" }) }).click();
  await page.getByRole("menuitem", { name: english("customers.views.delete") }).click();
  await expect(views(page).getByText("Our best")).toBeHidden();
  const gone = page.getByRole("alertdialog").filter({ hasText: "deleted" }).or(page.getByText("deleted"));
  await expect(gone.first()).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(views(page).getByText("Our best")).toBeVisible();
});

test("everyone of a list gets a tag: the exact number first, and undo after", async ({ page, host }) => {
  const all = await count(host, words.core);
  await openList(page, host, '/customers?f=["all",["segment","oneOf","core"]]');
  await rowsIn(page).focus();
  await page.keyboard.press("x");
  const bar = page.getByRole("region", { name: english("customers.select.title") });
  await expect(bar).toContainText("1 selected");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(bar).toContainText("3 selected");
  await page.keyboard.press("Shift+ArrowUp");
  await expect(bar).toContainText("2 selected");
  await page.keyboard.press("Control+a");
  await expect(bar).toContainText(`${shown(all)} selected`);
  await page.keyboard.press("t");
  await page.keyboard.type("Spring");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(`${shown(all)} selected; ${shown(all)} will change.`);
  expect(await page.evaluate(troubles)).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect.poll(() => count(host, words.tagged)).toBe(all);
  await page.getByRole("button", { name: english("kit.undo") }).click();
  await expect.poll(() => count(host, words.tagged)).toBe(0);
});

test("where the number changed meanwhile, the question is asked again with the new one", async ({
  page,
  host,
}) => {
  const { rows } = await host.call<{ rows: { id: string }[] }>("customers.page", {
    query: {},
    start: 0,
    limit: 3,
  });
  const tag = (op: string, ids: string[]) =>
    host.call("customers.bulk", {
      op,
      selection: { kind: "these", ids },
      change: { kind: "addTags", tags: ["Spring"] },
      expected: ids.length,
    });
  const ids = rows.map(({ id }) => id);
  await tag("019abcde-0000-7000-8000-0000000000a1", ids.slice(0, 2));
  await openList(page, host, '/customers?f=["all",["tags","oneOf","Spring"]]');
  await page.keyboard.press("Control+a");
  await page.getByRole("button", { name: english("customers.select.set") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(english("customers.select.value")).fill("Fair");
  await expect(dialog).toContainText("2 selected; 2 will change.");
  // Somebody else is quicker, by the blink of an eye.
  await page.route(
    "**/api/customers.bulk",
    async (route) => {
      await tag("019abcde-0000-7000-8000-0000000000a2", ids.slice(2));
      await route.continue();
    },
    { times: 1 },
  );
  await dialog.getByRole("button", { name: /^Change/ }).click();
  await expect(dialog).toContainText("3 customers are selected now, not 2.");
  await expect(dialog).toContainText("3 selected; 3 will change.");
  await dialog.getByRole("button", { name: "Change 3 customers" }).click();
  await expect(dialog).toBeHidden();
});

test("columns are chosen and ordered by keyboard and stay", async ({ page, host }) => {
  await openList(page, host);
  const headings = async () =>
    (await page.getByRole("columnheader").allInnerTexts()).map((text) => text.trim()).filter(Boolean);
  await page.getByRole("button", { name: english("customers.columns.title") }).click();
  await page.getByRole("checkbox", { name: english("customers.fields.stage"), exact: true }).focus();
  await page.keyboard.press("Alt+ArrowUp");
  await page.keyboard.press("Alt+ArrowUp");
  await page.getByRole("checkbox", { name: english("customers.fields.tags"), exact: true }).press("Space");
  await page.keyboard.press("Escape");
  const expected = ["name", "stage", "phone", "segment", "lastPurchase", "purchases", "spent"].map((field) =>
    english(`customers.fields.${field}`),
  );
  await expect.poll(headings).toEqual(expected);
  await page.reload();
  await expect.poll(headings).toEqual(expected);
});
