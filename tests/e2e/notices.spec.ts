// What is said at the edge of the page, and what stays of it in the page.
import { troubles } from "../support/axe";
import { english } from "../support/words";
import { expect, test } from "./host";

test.use({ locale: "en-US" });

test("two notices stand there, and nothing speaks of a button that is gone", async ({ page, host }) => {
  await host.look("en", "light");
  await host.open(page, "/rewards?part=points");
  const rule = page.getByRole("region", { name: english("tiers.rule.title") });
  const save = rule.getByRole("button", { name: english("settings.save") });
  const points = rule.getByRole("textbox", { name: english("tiers.points.points") });
  await save.click();
  await expect(save).toBeHidden();
  await points.fill("2");
  await points.blur();
  await save.click();
  await expect(save).toBeHidden();
  const notices = page.getByRole("region", { name: english("kit.notifications") });
  await expect(notices.getByText(english("tiers.rule.saved"))).toHaveCount(2);
  expect(await page.evaluate(troubles)).toEqual([]);
});
