// Lists by what the shop defined for itself: filtered, shown, sorted, changed at once; and typed with an input method.
import type { CDPSession, Page } from "@playwright/test";
import { troubles } from "../support/axe";
import { everyone } from "../support/smallShop";
import { english, say } from "../support/words";
import { expect, type Host, test } from "./host";

test.use({ start: "small", locale: "en-US" });

const sweetness = {
  id: "019abcde-0000-7000-8000-000000000001",
  name: "Sweetness",
  kind: "choice",
  choices: [
    { number: 1, text: "less" },
    { number: 2, text: "none" },
  ],
};
const deposit = { id: "019abcde-0000-7000-8000-000000000002", name: "Deposit", kind: "money", choices: [] };
const matcha = { id: "019abcde-0000-7000-8000-000000000003", category: "Taste", value: "Matcha" };
const plain = { id: "019abcde-0000-7000-8000-000000000004", category: "Taste", value: "Plain" };

const [first, second, third] = everyone as [string, string, string];
const op = () => crypto.randomUUID();

async function change(host: Host, name: string, change: object) {
  const { rows } = await host.call<{ rows: { id: string }[] }>("customers.search", { text: name, limit: 1 });
  const ids = rows.map(({ id }) => id);
  const selection = { kind: "these", ids };
  await host.call("customers.bulk", { op: op(), selection, change, expected: ids.length });
}

const own = (field: { id: string; kind: string }, value: unknown) => ({
  kind: "setOwn",
  field: field.id,
  value: { kind: field.kind, value },
});

test.beforeEach(async ({ host }) => {
  await host.look("en", "light");
  await host.call("customers.save_custom_fields", { op: op(), fields: [sweetness, deposit] });
  for (const preference of [matcha, plain]) {
    await host.call("customers.save_preference", { op: op(), preference });
  }
  await change(host, first, own(sweetness, 1));
  await change(host, second, own(sweetness, 1));
  await change(host, first, own(deposit, 5_000));
  await change(host, second, own(deposit, 120_000));
  await change(host, second, { kind: "addPreferences", ids: [matcha.id] });
  await change(host, third, { kind: "addPreferences", ids: [matcha.id] });
  await change(host, third, { kind: "addTags", tags: ["VIP"] });
});

const rowsIn = (page: Page) => page.getByRole("grid", { name: english("customers.title") });
const names = (page: Page) =>
  rowsIn(page)
    .getByRole("row")
    .filter({ has: page.getByRole("gridcell") })
    .evaluateAll((rows) => rows.map((row) => row.children[1]?.textContent ?? ""));
const listed = (page: Page, ...expected: string[]) => expect.poll(() => names(page)).toEqual(expected);

async function openList(page: Page, host: Host, path = "/customers") {
  await host.open(page, path);
  await expect(page.getByRole("gridcell").first()).toBeVisible();
}

async function pick(page: Page, piece: string) {
  await page.keyboard.press("f");
  await expect(page.getByPlaceholder(english("customers.filters.whichHint"))).toBeFocused();
  await page.keyboard.type(piece);
  await expect(page.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
}

test("a field of the shop's own and a preference filter the list, in their own words", async ({
  page,
  host,
}) => {
  await openList(page, host, "/customers?sort=name");
  await pick(page, "sweet");
  await expect(page.getByRole("checkbox", { name: "less" })).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await listed(page, second, first);
  await pick(page, english("customers.fields.preferences"));
  await expect(page.getByRole("checkbox", { name: "Matcha" })).toBeFocused();
  await page.keyboard.press("Space");
  expect(await page.evaluate(troubles)).toEqual([]);
  await page.keyboard.press("Enter");
  await listed(page, second);
  for (const words of ["Sweetness is less", "Likes has any of Matcha"]) {
    await expect(
      page.getByRole("button", { name: english("customers.filters.remove", { words }) }),
    ).toBeVisible();
  }
  await page.reload();
  await listed(page, second);

  // Taken away meanwhile, it is said so, and the rest of the list is one press away.
  await host.call("customers.save_custom_fields", { op: op(), fields: [deposit] });
  await expect(page.getByText(english("errors.notFound.field.text"))).toBeVisible();
  const words = english("customers.filters.goneField");
  await page.getByRole("button", { name: english("customers.filters.remove", { words }) }).click();
  await listed(page, second, third);
});

test("a column of the shop's own sorts the list, and a view keeps both", async ({ page, host }) => {
  await openList(page, host, "/customers?sort=name");
  await page.getByRole("button", { name: english("customers.columns.title") }).click();
  await page.getByRole("checkbox", { name: "Deposit", exact: true }).press("Space");
  await page
    .getByRole("checkbox", { name: english("customers.fields.contacted"), exact: true })
    .press("Space");
  await page.keyboard.press("Escape");
  const heading = page.getByRole("columnheader", { name: "Deposit" });
  await heading.getByRole("button", { name: "Deposit", exact: true }).click();
  await expect(heading).toHaveAttribute("aria-sort", "descending");
  await expect.poll(async () => (await names(page)).slice(0, 2)).toEqual([second, first]);
  await expect(rowsIn(page).getByText("¥1,200.00")).toBeVisible();
  await page.getByRole("button", { name: english("customers.views.save") }).click();
  await page.keyboard.type("By deposit");
  await page.keyboard.press("Enter");
  const tabs = page.getByRole("navigation", { name: english("customers.views.title") });
  const tab = tabs.getByRole("button", { name: /^By deposit/ });
  await expect(tab).toHaveAttribute("aria-current", "page");
  await tabs.getByRole("button", { name: english("customers.views.all") }).click();
  await expect(heading).toHaveAttribute("aria-sort", "none");
  await tab.click();
  await expect(heading).toHaveAttribute("aria-sort", "descending");
  await expect.poll(async () => (await names(page)).slice(0, 2)).toEqual([second, first]);
  // What is looked for shows the same columns.
  await page.getByRole("searchbox").fill(first);
  await listed(page, first);
  await expect(rowsIn(page).getByText("¥50.00")).toBeVisible();
});

test("a field of the shop's own is set for many: the number first, undo after", async ({ page, host }) => {
  const holders = () =>
    host.call<number>("customers.count", {
      query: { filter: { kind: "own", field: sweetness.id, test: { test: "oneOf", values: ["2"] } } },
    });
  await openList(page, host);
  await page.keyboard.press("Control+a");
  await page.getByRole("button", { name: english("customers.select.set") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: english("customers.select.field") }).click();
  await page.getByRole("option", { name: "Sweetness" }).click();
  await expect(dialog.getByRole("button", { name: english("customers.save") })).toBeDisabled();
  await dialog.getByRole("button", { name: english("customers.select.value") }).click();
  await page.getByRole("option", { name: "none" }).click();
  await expect(dialog).toContainText("6 selected; 6 will change.");
  expect(await page.evaluate(troubles)).toEqual([]);
  await dialog.getByRole("button", { name: "Change 6 customers" }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(holders).toBe(6);
  await page.getByRole("button", { name: english("kit.undo") }).click();
  await expect.poll(holders).toBe(0);
  await page.getByRole("button", { name: english("customers.select.likes") }).click();
  await page.getByRole("menuitem", { name: english("customers.select.addLikes") }).click();
  await page.getByRole("checkbox", { name: "Matcha" }).press("Space");
  await expect(dialog).toContainText("6 selected; 4 will change. 2 are so already.");
});

/** Letters that an input method holds, then the Enter that it keeps for itself, then the word one chose. */
async function compose(page: Page, session: CDPSession, letters: string, check: () => Promise<void>) {
  const at = letters.length;
  await session.send("Input.imeSetComposition", { text: letters, selectionStart: at, selectionEnd: at });
  for (const type of ["rawKeyDown", "keyUp"] as const) {
    await session.send("Input.dispatchKeyEvent", {
      type,
      key: type === "keyUp" ? "Enter" : "Process",
      code: "Enter",
      windowsVirtualKeyCode: type === "keyUp" ? 13 : 229,
    });
  }
  await check();
  await page.keyboard.insertText("老客");
}

test("Enter belongs to the input method as long as it composes", async ({ page, host }) => {
  const session = await page.context().newCDPSession(page);
  const tagged = () =>
    host.call<number>("customers.count", {
      query: { filter: { kind: "where", field: "tags", test: { test: "oneOf", values: ["老客"] } } },
    });
  await openList(page, host);

  // A word of a condition.
  await pick(page, "tags");
  const words = page.getByRole("textbox", { name: english("customers.fields.tags") });
  await expect(words).toBeFocused();
  await compose(page, session, "laoke", () => expect(words).toHaveValue("laoke"));
  await expect(words).toHaveValue("老客");
  await page.keyboard.press("Enter");
  await expect(page.getByText("老客", { exact: true })).toBeVisible();
  await page.keyboard.press("Escape");

  // The text of a condition.
  await pick(page, english("customers.fields.text"));
  const text = page.getByRole("textbox", { name: english("customers.filters.text") });
  await expect(text).toBeFocused();
  await compose(page, session, "laoke", () => expect(text).toHaveValue("laoke"));
  await expect(text).toHaveValue("老客");
  await page.keyboard.press("Enter");
  await expect(page.getByText(english("customers.filteredNobody"))).toBeVisible();

  // The name of a view.
  await page.getByRole("button", { name: english("customers.views.save") }).click();
  const name = page.getByRole("textbox", { name: english("customers.views.name") });
  await expect(name).toBeFocused();
  await compose(page, session, "laoke", () => expect(name).toHaveValue("laoke"));
  await expect(name).toHaveValue("老客");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /^老客/ })).toHaveAttribute("aria-current", "page");

  // A tag for many.
  await page.getByRole("button", { name: english("customers.showAll") }).click();
  await expect(page.getByRole("gridcell").first()).toBeVisible();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("t");
  const dialog = page.getByRole("dialog");
  const tags = dialog.getByRole("textbox", { name: english("customers.fields.tags") });
  await expect(tags).toBeFocused();
  await compose(page, session, "laoke", () => expect(tags).toHaveValue("laoke"));
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(dialog).toContainText("6 selected; 6 will change.");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect.poll(tagged).toBe(6);
});

test("words in use are offered, one key below the box", async ({ page, host }) => {
  await openList(page, host);
  await pick(page, "tags");
  const box = page.getByRole("textbox", { name: english("customers.fields.tags") });
  await expect(box).toBeFocused();
  await page.keyboard.type("vi");
  await expect(page.getByRole("list", { name: english("kit.inUse") })).toContainText("VIP");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(box).toBeFocused();
  await expect(box).toHaveValue("");
  await page.keyboard.press("Enter");
  await listed(page, third);
});

test("nobody is kept out of filters and columns in Chinese and the dark", async ({ page, host }) => {
  await host.look("zh-CN", "dark");
  const conditions = [
    ["own", sweetness.id, "oneOf", "1", "9"],
    ["own", "019abcde-0000-7000-8000-000000000099", "empty"],
    ["agreed", "oneOf", "wechat"],
  ];
  await host.open(page, `/customers?f=${encodeURIComponent(JSON.stringify(["all", ...conditions]))}`);
  await expect(page.getByText(say("zh-CN", "customers.filters.goneField"))).toBeVisible();
  await page.getByRole("button", { name: say("zh-CN", "customers.columns.title") }).click();
  await page.getByRole("checkbox", { name: "Deposit", exact: true }).press("Space");
  expect(await page.evaluate(troubles)).toEqual([]);
});
