import { everyone } from "../support/smallShop";
import { say } from "../support/words";
import { expect, test } from "./host";

test.use({ start: "small", locale: "en-US" });

test.beforeEach(async ({ host, page }) => {
  await host.look("en", "light");
  await host.open(page);
});

test("every place is one press away and has a name", async ({ page }) => {
  const places = page.getByRole("navigation", { name: say("en", "app.navigation") });
  for (const [place, path] of [
    ["customers", "/customers"],
    ["rules", "/rules"],
    ["import", "/import"],
    ["settings", "/settings"],
    ["today", "/"],
  ] as const) {
    await places.getByRole("link", { name: say("en", `app.${place}`) }).click();
    await expect(page).toHaveURL((url) => url.pathname === path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
});

test("a customer's page opens from the list, and going back finds the list again", async ({ page }) => {
  await page.getByRole("link", { name: say("en", "app.customers") }).click();
  for (const name of everyone) await expect(page.getByText(name).first()).toBeVisible();
  await page.getByText("Li Na").first().dblclick();
  await expect(page.getByRole("heading", { level: 1, name: "Li Na" })).toBeVisible();
  await page.goBack();
  await expect(page.getByText("Sun Hao").first()).toBeVisible();
});

test("the token leaves the address, and without it nothing opens", async ({ page, browser, host }) => {
  await expect(page).toHaveURL((url) => url.hash === "");
  const stranger = await browser.newPage();
  await stranger.goto(new URL(host.url).origin);
  await expect(stranger.getByText(say("en", "errors.unauthorized.text")).first()).toBeVisible();
  await stranger.close();
});

test("an address that leads nowhere says so", async ({ page, host }) => {
  await host.open(page, "/nowhere");
  await expect(page.getByRole("heading", { level: 1, name: say("en", "app.pageMissing") })).toBeVisible();
});
