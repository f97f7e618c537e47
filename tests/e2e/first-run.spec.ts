import { languages, say } from "../support/words";
import { expect, test } from "./host";

test.use({ start: "new" });

for (const language of languages) {
  test.describe(language, () => {
    test.use({ locale: language });

    test("a new shop gets its name and goes on to its own customers", async ({ page, host }) => {
      await host.open(page);
      await expect(page.getByRole("heading", { name: say(language, "firstRun.title") })).toBeVisible();
      await page.getByLabel(say(language, "firstRun.name")).fill("Corner Studio");
      await page.getByRole("button", { name: say(language, "firstRun.own") }).click();
      await expect(page).toHaveURL(/\/import$/);
      const { shop, preferences } = await host.call<{
        shop: { name: string };
        preferences: { language: string };
      }>("shop.status");
      expect(shop.name).toBe("Corner Studio");
      expect(preferences.language).toBe(language);
    });
  });
}

test("a shop without a name is asked for one", async ({ page, host }) => {
  await host.open(page);
  await page.getByRole("button", { name: say("en", "firstRun.own") }).click();
  await expect(page.getByText(say("en", "errors.invalidIn.shop.name.required"))).toBeVisible();
  await expect(page.getByLabel(say("en", "firstRun.name"))).toBeFocused();
});
