// Every page, in every look, is there for everybody.
import { troubles } from "../support/axe";
import { due } from "../support/smallShop";
import { languages, say } from "../support/words";
import { expect, type Host, type Theme, test } from "./host";

const themes: readonly Theme[] = ["light", "dark"];

async function paths(host: Host): Promise<string[]> {
  const found = await host.call<{ rows: { id: string }[] }>("customers.search", { text: due, limit: 1 });
  const [customer] = found.rows;
  const ahead = ["week", "month", "birthdays", "care"].map((part) => `/?part=${part}`);
  const rules = ["", "?make=choose", "?make=afterPurchase", "?make=recurring"].map((make) => `/rules${make}`);
  const scripts = ["/scripts", "/scripts?script=new", "/scripts?part=figures"];
  const settings = ["hours", "often", "notifications"].map((part) => `/settings?part=${part}`);
  const rest = ["/customers", `/customers/${customer?.id}`, "/import", "/settings"];
  return ["/", ...ahead, ...rules, ...scripts, ...rest, ...settings];
}

for (const language of languages) {
  for (const theme of themes) {
    test.describe(`${language}, ${theme}`, () => {
      test.use({ locale: language, colorScheme: theme });

      test.describe("before the first run", () => {
        test.use({ start: "new" });

        test("nobody is kept out", async ({ page, host }) => {
          await host.open(page);
          await expect(page.getByRole("heading", { name: say(language, "firstRun.title") })).toBeVisible();
          expect(await page.evaluate(troubles)).toEqual([]);
        });
      });

      test.describe("in a shop", () => {
        test.use({ start: "small" });

        test("nobody is kept out", async ({ page, host }) => {
          await host.look(language, theme);
          for (const path of await paths(host)) {
            await host.open(page, path);
            await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
            await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
            await expect(page.locator("html")).toHaveAttribute("lang", language);
            expect(await page.evaluate(troubles), path).toEqual([]);
          }
        });
      });
    });
  }
}
