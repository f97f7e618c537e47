// Backups on the screens: made by itself and by hand, back to one and forth again, copied to a second place.
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { troubles } from "../support/axe";
import { english, say } from "../support/words";
import { expect, type Host, test } from "./host";

test.use({ start: "small", locale: "en-US" });

const en = (key: string, variables?: Record<string, string | number>) =>
  english(`settings.backups.${key}`, variables);

interface Backups {
  backups: { file: string; cause: string; since: number }[];
}

const known = async (host: Host) => (await host.call<Backups>("vault.list")).backups;

test("back to a backup, with what is different, and forth again", async ({ page, host }) => {
  await host.look("en", "light");
  await expect.poll(async () => (await known(host)).length, "one is made by itself").toBeGreaterThan(0);
  await host.open(page, "/settings?part=backups");
  const list = page.getByRole("list", { name: en("title") });
  const before = await list.getByRole("listitem").count();
  await page.getByRole("button", { name: en("makeNow") }).click();
  await expect(list.getByRole("listitem")).toHaveCount(before + 1);
  await expect(list.getByRole("listitem").first()).toContainText(en("cause.byHand"));

  const draft = { name: "Nora Newcomer" };
  await host.call("customers.add", { op: crypto.randomUUID(), draft });
  const first = list.getByRole("listitem").first();
  await expect(first).toContainText(en("since_one", { count: 1 }));
  await first.getByRole("button", { name: en("restore") }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText(en("lost_one", { count: 1 }));
  await dialog.getByRole("button", { name: en("goBackAct") }).click();
  const different = page.getByRole("status", { name: en("different") });
  await expect(different.getByRole("row", { name: new RegExp(en("counts.customers")) })).toContainText(
    /7\s*6/,
  );
  expect(await page.evaluate(troubles)).toEqual([]);

  // What was there before is one of the list, and brings her back.
  const kept = list.getByRole("listitem").filter({ hasText: en("cause.beforeRestore") });
  await kept.getByRole("button", { name: en("restore") }).click();
  await page
    .getByRole("alertdialog")
    .getByRole("button", { name: en("goBackAct") })
    .click();
  await expect(different.getByRole("row", { name: new RegExp(en("counts.customers")) })).toContainText(
    /6\s*7/,
  );
  await page.getByRole("link", { name: english("app.customers") }).click();
  await expect(page.getByText("Nora Newcomer").first()).toBeVisible();
});

test("a second place is named, gets a copy, and what cannot be one is refused", async ({ page, host }) => {
  await host.look("en", "light");
  const stick = await mkdtemp(join(tmpdir(), "stick-"));
  await host.open(page, "/settings?part=backups");
  const field = page.getByRole("textbox", { name: en("secondFolder") });
  const save = page.getByRole("button", { name: english("settings.save") });
  await field.fill(join(stick, "nowhere"));
  await save.click();
  await expect(page.getByText(english("errors.invalidIn.folder.impossible"))).toBeVisible();
  await field.fill(stick);
  await save.click();
  await expect(page.getByText(en("present"))).toBeVisible();
  await page.getByRole("button", { name: en("makeNow") }).click();
  await expect.poll(() => readdir(stick)).toContainEqual(expect.stringMatching(/by-hand\.db$/));
  await expect(page.getByText(en("latestThere"))).toBeVisible();
  await rm(stick, { recursive: true });
});

for (const language of ["zh-CN", "en"] as const) {
  test(`nobody is kept out of backups, ${language}`, async ({ page, host }) => {
    await expect.poll(async () => (await known(host)).length).toBeGreaterThan(0);
    for (const theme of ["light", "dark"] as const) {
      await host.look(language, theme);
      await host.open(page, "/settings?part=backups");
      await page
        .getByRole("button", { name: say(language, "settings.backups.restore") })
        .first()
        .click();
      await expect(page.getByRole("alertdialog")).toBeVisible();
      expect(await page.evaluate(troubles)).toEqual([]);
      await page.keyboard.press("Escape");
      await expect(page.getByRole("alertdialog")).toBeHidden();
    }
  });
}
