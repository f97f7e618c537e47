// Today by keyboard, on the sample shop: what is pressed, what shows, and what Rust then says.
import type { Page } from "@playwright/test";
import type { FollowUpRow } from "../support/answers";
import { english } from "../support/words";
import { expect, type Host, test } from "./host";

test.use({ start: "sample", locale: "en-US" });

const rows = async (host: Host) =>
  (await host.call<{ rows: FollowUpRow[] }>("followups.today", { limit: 50 })).rows;
const done = async (host: Host) =>
  (await host.call<{ rows: FollowUpRow[] }>("followups.section", { section: "done", limit: 50 })).rows;
const active = (page: Page) => page.locator("article[data-active=true]");
/** The field of what the row asks, and what it says the typed words mean. */
const question = (page: Page) => active(page).locator("section").getByRole("textbox");
const status = (page: Page) => active(page).locator("section").getByRole("status");
const nameOf = async (page: Page) => active(page).getByRole("heading").innerText();

test.beforeEach(async ({ host, page }) => {
  await host.look("en", "light");
  await host.open(page);
  await expect(active(page)).toBeFocused();
});

test("L, a note and Ctrl+Enter log a contact, and the next one is set", async ({ page, host }) => {
  const [first] = await rows(host);
  expect(await nameOf(page)).toBe(first?.customerName);
  await page.keyboard.press("l");
  await page.keyboard.type("Asked about Friday");
  await page.keyboard.press("Control+Enter");
  await expect(active(page)).not.toContainText(first?.customerName ?? "");
  const { entries } = await host.call<{ entries: { note?: string }[] }>("dossier.timeline", {
    id: first?.customer,
    filter: { kinds: [], text: "" },
    limit: 1,
  });
  expect(entries[0]?.note).toBe("Asked about Friday");
});

test("E and Enter complete and stand on the next row; Ctrl+Z brings it back", async ({ page, host }) => {
  const [first, second] = await rows(host);
  await page.keyboard.press("e");
  await page.keyboard.press("Enter");
  await expect(active(page)).toContainText(second?.customerName ?? "");
  await expect.poll(async () => (await rows(host))[0]?.customer).toBe(second?.customer);
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await rows(host))[0]?.customer).toBe(first?.customer);
  await expect(page.getByRole("article").first()).toContainText(first?.customerName ?? "");
});

test("what was completed can be taken back by its notice for 8 s at least", async ({ page, host }) => {
  const [first] = await rows(host);
  await page.keyboard.press("e");
  await page.keyboard.press("Enter");
  const undo = page.getByRole("button", { name: english("kit.undo"), exact: true });
  await expect(undo).toBeVisible();
  await page.waitForTimeout(7_500);
  await undo.click();
  await expect(page.getByText(english("kit.undone"), { exact: true })).toBeVisible();
  expect((await rows(host))[0]?.customer).toBe(first?.customer);
});

test("S offers moments by number, and the row is gone until then", async ({ page, host }) => {
  const [first] = await rows(host);
  await page.keyboard.press("s");
  await expect(question(page)).toBeFocused();
  // Late in the evening there is no "later today" before it.
  const choices = await host.call<{ choice: string }[]>("followups.snooze_choices");
  await page.keyboard.press(String(choices.findIndex(({ choice }) => choice === "tomorrow") + 1));
  await expect(status(page)).toContainText(english("terms.snooze.tomorrow"));
  await page.keyboard.press("Enter");
  await expect(active(page)).not.toContainText(first?.customerName ?? "");
  await expect
    .poll(async () => (await rows(host)).some(({ customer }) => customer === first?.customer))
    .toBe(false);
});

test("J and K go down and up, Enter opens, and going back stands on the same row", async ({ page, host }) => {
  const [first, second] = await rows(host);
  await page.keyboard.press("j");
  expect(await nameOf(page)).toBe(second?.customerName);
  await page.keyboard.press("k");
  expect(await nameOf(page)).toBe(first?.customerName);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: second?.customerName })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(active(page)).toContainText(second?.customerName ?? "");
});

test("a letter typed into a note does nothing else", async ({ page, host }) => {
  const before = await rows(host);
  await page.keyboard.press("l");
  await page.keyboard.type("see else just kept");
  await page.keyboard.press("Escape");
  expect(await rows(host)).toEqual(before);
  // The note stays for whoever comes back to it.
  await page.keyboard.press("l");
  await expect(page.getByRole("textbox", { name: english("contact.noteLabel") })).toHaveValue(
    "see else just kept",
  );
});

test("a contact that is refused says why and keeps what was typed", async ({ page, host }) => {
  const [first] = await rows(host);
  await page.keyboard.press("l");
  await page.keyboard.type("Said twice");
  // Somebody was faster.
  await host.call("followups.cancel", { op: crypto.randomUUID(), id: first?.id, note: "Moved" });
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(english("errors.notFound.text"))).toBeVisible();
  await expect(page.getByRole("textbox", { name: english("contact.noteLabel") })).toHaveValue("Said twice");
});

test("S understands words, says what they mean, and keeps those that it does not", async ({ page, host }) => {
  const [first] = await rows(host);
  await page.keyboard.press("s");
  await page.keyboard.type("when hell freezes");
  await page.keyboard.press("Enter");
  await expect(active(page).getByText("“when hell freezes”")).toBeVisible();
  await expect(question(page)).toHaveValue("when hell freezes");
  await question(page).fill("tomorrow 3pm");
  await expect(status(page)).toContainText("15:00");
  await page.keyboard.press("Enter");
  await expect(page.getByText(new RegExp(`${first?.customerName}: snoozed until .*15:00`))).toBeVisible();
  expect((await rows(host)).map(({ id }) => id)).not.toContain(first?.id);
});

test("E and a number note the outcome, and it stands under what was done", async ({ page, host }) => {
  const [first] = await rows(host);
  await page.keyboard.press("e");
  await page.keyboard.press("2");
  await expect.poll(async () => (await done(host))[0]?.outcome).toBe("interested");
  await page.getByRole("button", { name: english("followups.section.done"), exact: true }).click();
  const row = page.getByRole("listitem").filter({ hasText: first?.customerName });
  await expect(row).toContainText(english("terms.outcome.interested"));
});

test("N notes that nobody answered, tries again later, and can be taken back", async ({ page, host }) => {
  const [first] = await rows(host);
  await page.keyboard.press("n");
  await expect(page.getByText(new RegExp(`${first?.customerName}: no answer \\(1 attempt\\)`))).toBeVisible();
  expect((await rows(host)).map(({ id }) => id)).not.toContain(first?.id);
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await rows(host))[0]?.id).toBe(first?.id);
  expect((await rows(host))[0]?.tries).toBe(0);
});

test("A gives the row to somebody, and their list shows it", async ({ page, host }) => {
  const [first] = await rows(host);
  await page.keyboard.press("a");
  await page.keyboard.type("Li Na");
  await page.keyboard.press("Enter");
  await expect(active(page)).toContainText("Li Na");
  expect((await rows(host))[0]).toMatchObject({ id: first?.id, assignee: "Li Na" });
});

test("X asks for a reason, by number or in words, and takes none for none", async ({ page, host }) => {
  const [first, second] = await rows(host);
  await page.keyboard.press("x");
  await page.keyboard.press("Enter");
  await expect(active(page).getByText(english("errors.invalid.required"))).toBeVisible();
  await page.keyboard.type("4");
  await expect(status(page)).toContainText(english("followups.skipWhy.wrongNumber"));
  await page.keyboard.press("Enter");
  await expect(active(page)).toContainText(second?.customerName ?? "");
  await page.keyboard.press("x");
  await page.keyboard.type("Abroad until March");
  await page.keyboard.press("Enter");
  await expect
    .poll(async () => (await rows(host)).filter(({ id }) => id === first?.id || id === second?.id))
    .toEqual([]);
});

test("an input method that is still choosing a word answers nothing", async ({ page, host }) => {
  const before = await rows(host);
  await page.keyboard.press("x");
  await question(page).fill("搬走了");
  await question(page).evaluate((field) => {
    const init = { key: "Enter", keyCode: 229, isComposing: true, bubbles: true, cancelable: true };
    field.dispatchEvent(new KeyboardEvent("keydown", init));
  });
  await expect(question(page)).toHaveValue("搬走了");
  expect(await rows(host)).toEqual(before);
});

test("the order of Today is weighed anew, and taken back", async ({ page, host }) => {
  const before = (await rows(host)).map(({ id }) => id);
  await active(page)
    .getByRole("button", { name: english("followups.weights.open") })
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: english("followups.weights.part.money") }).fill("10");
  await page.keyboard.press("Tab");
  await expect(dialog.getByRole("status")).toContainText(english("followups.weights.part.money"));
  await dialog.getByRole("button", { name: english("followups.weights.save") }).click();
  await expect.poll(async () => (await host.call<{ money: number }>("followups.weights")).money).toBe(10);
  await expect(active(page)).toContainText("×10");
  const after = (await rows(host)).map(({ id }) => id);
  expect(after).not.toEqual(before);
  expect((await rows(host)).map(({ id }) => id)).toEqual(after);
  await page.getByRole("button", { name: english("kit.undo"), exact: true }).click();
  await expect.poll(async () => (await rows(host)).map(({ id }) => id)).toEqual(before);
});

test("arrows walk the days of the week, and Enter goes to what is due on one", async ({ page, host }) => {
  await host.open(page, "/?part=week");
  const cell = page.locator("[role=gridcell][aria-selected=true]");
  await expect(cell).toHaveAttribute("aria-current", "date");
  await cell.focus();
  await page.keyboard.press("ArrowDown");
  const day = await cell.getAttribute("data-day");
  await expect(cell).toBeFocused();
  expect(new URL(page.url()).searchParams.get("day")).toBe(day);
  await page.keyboard.press("Enter");
  await expect(page.locator("#day-list")).toBeFocused();
  await page.keyboard.press("t");
  await expect(cell).toHaveAttribute("aria-current", "date");
});

test("a birthday that nobody thinks of is planned by one press", async ({ page, host }) => {
  await host.open(page, "/?part=birthdays");
  const plan = page.getByRole("button", { name: /^Plan a greeting for / });
  const label = (await plan.first().getAttribute("aria-label")) ?? "";
  await plan.first().click();
  await expect(page.getByText(/birthday greeting planned/)).toBeVisible();
  await expect(page.getByRole("button", { name: label })).toHaveCount(0);
});
