// Today by keyboard, on the sample shop: what is pressed, what shows, and what Rust then says.
import type { Page } from "@playwright/test";
import type { FollowUpRow } from "../support/answers";
import { english } from "../support/words";
import { expect, type Host, test } from "./host";

test.use({ start: "sample", locale: "en-US" });

const rows = async (host: Host) =>
  (await host.call<{ rows: FollowUpRow[] }>("followups.today", { limit: 50 })).rows;
const active = (page: Page) => page.locator("article[data-active=true]");
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

test("E completes and stands on the next row; Ctrl+Z brings it back", async ({ page, host }) => {
  const [first, second] = await rows(host);
  await page.keyboard.press("e");
  await expect(active(page)).toContainText(second?.customerName ?? "");
  await expect.poll(async () => (await rows(host))[0]?.customer).toBe(second?.customer);
  await page.keyboard.press("Control+z");
  await expect.poll(async () => (await rows(host))[0]?.customer).toBe(first?.customer);
  await expect(page.getByRole("article").first()).toContainText(first?.customerName ?? "");
});

test("what was completed can be taken back by its notice for 8 s at least", async ({ page, host }) => {
  const [first] = await rows(host);
  await page.keyboard.press("e");
  const undo = page.getByRole("button", { name: english("kit.undo"), exact: true });
  await expect(undo).toBeVisible();
  await page.waitForTimeout(7_500);
  await undo.click();
  await expect(page.getByText(english("kit.undone"), { exact: true })).toBeVisible();
  expect((await rows(host))[0]?.customer).toBe(first?.customer);
});

test("S offers moments, and the row is gone until then", async ({ page, host }) => {
  const [first] = await rows(host);
  await page.keyboard.press("s");
  await expect(page.getByRole("menuitem").first()).toBeFocused();
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
  await host.call("followups.cancel", { op: crypto.randomUUID(), id: first?.id, note: "" });
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText(english("errors.notFound.text"))).toBeVisible();
  await expect(page.getByRole("textbox", { name: english("contact.noteLabel") })).toHaveValue("Said twice");
});
