// A customer's timeline: narrowed down, searched, pinned, and files on it.
import type { Page } from "@playwright/test";
import { troubles } from "../support/axe";
import { english } from "../support/words";
import { expect, type Host, test } from "./host";

test.use({ start: "sample", locale: "en-US" });

const query = { sort: "spent", descending: true };

/** The customer who spent the most. */
async function biggest(host: Host): Promise<{ id: string; name: string }> {
  const page = await host.call<{ rows: { id: string; name: string }[] }>("customers.page", {
    query,
    start: 0,
    limit: 1,
  });
  const [found] = page.rows;
  if (!found) throw new Error("the sample shop has customers");
  return found;
}

const timeline = (page: Page) => page.getByRole("region", { name: english("customers.timeline.title") });
const chip = (page: Page, key: string) =>
  timeline(page).getByRole("button", { name: english(key), exact: true });
const toast = (page: Page, text: string) => page.getByText(text);

/** A picture of one red dot, drawn by the page itself. */
async function picture(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const canvas = document.createElement("canvas");
    canvas.width = 320;
    canvas.height = 200;
    const brush = canvas.getContext("2d");
    if (brush) {
      brush.fillStyle = "#c4232b";
      brush.fillRect(0, 0, 320, 200);
    }
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
    return Array.from(new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0)));
  });
}

/** Lets files fall on the page, or pastes them. */
async function hand(page: Page, how: "drop" | "paste", name: string, type: string, bytes: number[]) {
  await page.evaluate(
    ({ how, name, type, bytes }) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], name, { type }));
      const event =
        how === "drop"
          ? new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })
          : new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
      document.body.dispatchEvent(event);
    },
    { how, name, type, bytes },
  );
}

let person: { id: string; name: string };

test.beforeEach(async ({ page, host }) => {
  await host.look("en", "light");
  person = await biggest(host);
  await host.open(page, `/customers/${person.id}`);
  await expect(timeline(page).getByRole("listitem").first()).toBeVisible();
});

test("chips and words narrow it down, and let go again", async ({ page }) => {
  const rows = timeline(page).getByRole("listitem");
  await chip(page, "customers.timeline.purchases").click();
  await expect(rows.filter({ hasText: english("terms.interaction.call") })).toHaveCount(0);
  await expect(rows.first()).toContainText("¥");
  await page.keyboard.press("/");
  await page.keyboard.type("zzzz");
  await expect(timeline(page).getByText(english("customers.timeline.nothing"))).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(rows.first()).toContainText("¥");
  await chip(page, "customers.timeline.all").click();
  await expect(chip(page, "customers.timeline.purchases")).toHaveAttribute("aria-pressed", "false");
});

test("letters on their way to a word are not searched for", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("dossier.timeline")) asked.push(request.postDataJSON().filter.text);
  });
  const box = timeline(page).getByRole("searchbox");
  await box.focus();
  await box.dispatchEvent("compositionstart");
  await box.pressSequentially("cha");
  await page.waitForTimeout(300);
  expect(asked).toEqual([]);
  await box.fill("茶");
  await box.dispatchEvent("compositionend");
  await expect.poll(() => asked).toContain("茶");
});

test("a note is pinned on top and let go by undo", async ({ page }) => {
  await page.keyboard.press("l");
  await page.getByRole("radio", { name: english("terms.interaction.note") }).click({ force: true });
  await page.getByPlaceholder(english("contact.note")).fill("Allergic to nuts");
  await page.keyboard.press("Control+Enter");
  const row = timeline(page).getByRole("listitem").filter({ hasText: "Allergic to nuts" });
  await expect(row).toHaveCount(1);
  await row.getByRole("button", { name: english("customers.more") }).click();
  await page.getByRole("menuitem", { name: english("customers.timeline.pin") }).click();
  const pinned = page.getByRole("region", { name: english("customers.timeline.pinnedTitle") });
  await expect(pinned).toContainText("Allergic to nuts");
  expect(await page.evaluate(troubles)).toEqual([]);
  await page.keyboard.press("Control+z");
  await expect(pinned).toBeHidden();
});

test("a picture that is dropped is kept, seen small and large, removed and brought back", async ({
  page,
}) => {
  await hand(page, "drop", "最爱的颜色.png", "image/png", await picture(page));
  const row = timeline(page).getByRole("listitem").filter({ hasText: "最爱的颜色.png" });
  await expect(row.getByRole("button").first().locator("img")).toBeVisible();
  await row
    .getByRole("button", { name: english("customers.files.open", { name: "最爱的颜色.png" }) })
    .click();
  const large = page.getByRole("dialog").getByRole("img", { name: "最爱的颜色.png" });
  await expect(large).toBeVisible();
  expect(await large.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(320);
  expect(await page.evaluate(troubles)).toEqual([]);
  const saved = page.waitForEvent("download");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: english("customers.files.save") })
    .click();
  expect((await saved).suggestedFilename()).toBe("最爱的颜色.png");
  await page.keyboard.press("Escape");
  await row.getByRole("button", { name: english("customers.more") }).click();
  await page.getByRole("menuitem", { name: english("customers.files.remove") }).click();
  await expect(row).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(row).toHaveCount(1);
});

test("a picture that is pasted gets a name", async ({ page }) => {
  await hand(page, "paste", "image.png", "image/png", await picture(page));
  await expect(
    timeline(page)
      .getByRole("listitem")
      .filter({ hasText: /Picture .*\.png/ }),
  ).toHaveCount(1);
});

test("what cannot be kept says why", async ({ page }) => {
  await hand(page, "drop", "empty.txt", "text/plain", []);
  await expect(timeline(page).getByRole("alert")).toContainText("empty.txt");
  await timeline(page)
    .getByRole("alert")
    .getByRole("button", { name: english("kit.close") })
    .click();
  await expect(timeline(page).getByRole("alert")).toBeHidden();
  await hand(page, "drop", "plan.pdf", "application/pdf", [37, 80, 68, 70]);
  await expect(toast(page, english("customers.files.added", { name: "plan.pdf" }))).toBeVisible();
});
