// A shop behind passphrases, as its people live with it: guarded, locked, opened by the right one, opened by the words
// on paper, and put back after its file was damaged.
import { open } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { troubles } from "../support/axe";
import { person } from "../support/people";
import { Folder } from "../support/programs";
import { fill } from "../support/smallShop";
import { english, type Language, languages, say } from "../support/words";
import { expect, Host, test } from "./host";

test.use({ start: "small", locale: "en-US", timezoneId: "Asia/Shanghai" });

const en = (key: string, variables?: Record<string, string | number>) => english(key, variables);
const op = () => crypto.randomUUID();

const chen = person("Chen", "owner");
const lin = person("Lin", "staff");
const phrases = { Chen: "four good words", Lin: "other good words" };

const staffed = (host: Host) => host.call("staff.save", { op: op(), people: [chen, lin] });

/** Both have passphrases; the owner sits there. */
async function guarded(host: Host) {
  await staffed(host);
  for (const { id: person, name } of [chen, lin]) {
    const passphrase = phrases[name as keyof typeof phrases];
    await host.call("staff.set_passphrase", { op: op(), person, present: null, passphrase });
  }
}

const passphrase = (page: Page, language: Language = "en") =>
  page.getByLabel(say(language, "gate.passphrase"), { exact: true });
const locked = (page: Page, language: Language = "en") =>
  page.getByRole("heading", { name: say(language, "gate.title") });
const inside = (page: Page) => page.getByRole("navigation", { name: en("app.navigation") });

async function signIn(page: Page, name: keyof typeof phrases, words: string = phrases[name]) {
  await page.getByText(name, { exact: true }).click();
  await passphrase(page).fill(words);
  await page.keyboard.press("Enter");
}

test("the owner guards the shop, keeps a code, and nothing of the shop is left on a locked screen", async ({
  page,
  host,
}) => {
  await host.look("en", "light");
  await staffed(host);
  await host.open(page, "/settings?part=security");

  await test.step("a passphrase, after which the code is asked for at once", async () => {
    await page.getByRole("button", { name: en("settings.security.setFirst") }).click();
    const next = page.getByLabel(en("settings.people.next"), { exact: true });
    const again = page.getByLabel(en("settings.people.again"), { exact: true });
    await next.fill("short");
    await again.fill("short");
    await page.keyboard.press("Enter");
    await expect(page.getByText(en("settings.people.problem.passphrase.outOfRange"))).toBeVisible();
    await next.fill(phrases.Chen);
    await page.keyboard.press("Enter");
    await expect(page.getByText(en("settings.people.differs"))).toBeVisible();
    await again.fill(phrases.Chen);
    await page.keyboard.press("Enter");
    await expect(page.getByText(en("settings.security.codeNone"))).toBeVisible();
  });

  await test.step("twelve words, of which two are asked back", async () => {
    await page.getByRole("button", { name: en("settings.security.codeMake") }).click();
    const dialog = page.getByRole("alertdialog");
    const strong = dialog.getByRole("list").getByRole("strong");
    await expect(strong).toHaveCount(12);
    const words = await strong.allInnerTexts();
    await dialog.getByRole("button", { name: en("settings.security.codeNext") }).click();
    const fields = dialog.getByRole("textbox");
    await expect(fields).toHaveCount(2);
    await fields.first().fill("nonsense");
    await page.keyboard.press("Enter");
    await expect(dialog.getByText(/Look at word/).first()).toBeVisible();
    for (const field of await fields.all()) {
      const id = await field.getAttribute("id");
      const place = /\d+/.exec(await dialog.locator(`label[for="${id}"]`).innerText())?.[0];
      await field.fill(words[Number(place) - 1] ?? "");
    }
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(page.getByText(en("settings.security.codeIs"))).toBeVisible();
  });

  await test.step("locked by a key, empty at once", async () => {
    await page.getByRole("link", { name: en("app.customers") }).click();
    await expect(page.getByText("Zhang Min").first()).toBeVisible();
    await page.keyboard.press("Control+Shift+L");
    await expect(page.getByText("Zhang Min")).toHaveCount(0, { timeout: 300 });
    await expect(locked(page)).toBeVisible();
    expect(await page.content()).not.toContain("Zhang Min");
    await expect(page).toHaveTitle(en("gate.title"));
    await expect(host.call("customers.count", { query: {} })).rejects.toThrow(/locked/);
  });

  await test.step("a wrong passphrase is refused, the right one opens where one was", async () => {
    await passphrase(page).fill("four bad words");
    await page.keyboard.press("Enter");
    await expect(page.getByText(en("gate.wrong"))).toBeVisible();
    await expect(passphrase(page)).toBeFocused();
    await passphrase(page).fill(phrases.Chen);
    await page.keyboard.press("Enter");
    await expect(page.getByText("Zhang Min").first()).toBeVisible();
  });

  await test.step("the key is in the list of shortcuts", async () => {
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog").getByText(en("app.lockNow"))).toBeVisible();
  });
});

test("a member of staff sees what is theirs, and is told who may do the rest", async ({ page, host }) => {
  await host.look("en", "light");
  await guarded(host);
  await host.open(page, "/settings?part=history");
  await expect(page.getByRole("listitem").getByText("Chen").first()).toBeVisible();
  await page.getByRole("button", { name: en("app.who") }).click();
  await page.getByRole("menuitem", { name: en("app.switchPerson") }).click();
  await passphrase(page).fill(phrases.Lin);
  await page.keyboard.press("Enter");

  const seat = page.getByRole("button", { name: en("app.who") });
  await expect(seat).toContainText("Lin");
  await expect(page).toHaveURL(/\/$/);
  await expect(inside(page).getByRole("link", { name: en("app.import") })).toHaveCount(0);
  for (const [command, args, right] of [
    ["transfer.export_customers", { op: op(), format: "csv", whom: null }, "export"],
    ["staff.save", { op: op(), people: [] }, "own"],
    ["vault.make_code", { op: op() }, "own"],
    ["operations.recent", { limit: 10 }, "audit"],
  ] as const) {
    await expect(host.call(command, args), command).rejects.toThrow(`"right":"${right}"`);
  }
  await host.open(page, "/import");
  await expect(page.getByRole("alert")).toContainText(en("errors.notAllowed.bringIn.text"));

  // One's own passphrase is one's own to change.
  await host.open(page, "/settings?part=people");
  await page.getByRole("button", { name: en("settings.people.change") }).click();
  await page.getByLabel(en("settings.people.present"), { exact: true }).fill("not mine at all");
  await page.getByLabel(en("settings.people.next"), { exact: true }).fill("yet another one");
  await page.getByLabel(en("settings.people.again"), { exact: true }).fill("yet another one");
  await page.keyboard.press("Enter");
  await expect(page.getByText(en("settings.people.problem.present.unknown"))).toBeVisible();
  await page.getByLabel(en("settings.people.present"), { exact: true }).fill(phrases.Lin);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("Control+Shift+L");
  await signIn(page, "Lin", "yet another one");
  await expect(seat).toContainText("Lin");
});

test("without passphrases a press is enough", async ({ page, host }) => {
  await host.look("en", "light");
  await host.open(page);
  const seat = page.getByRole("button", { name: en("app.who") });
  await expect(seat).toHaveCount(0);
  await staffed(host);
  await seat.click();
  await page.getByRole("menuitem", { name: en("app.switchTo", { name: "Lin" }) }).click();
  await expect(seat).toContainText("Lin");
  await expect(inside(page).getByRole("link", { name: en("app.import") })).toHaveCount(0);
  await seat.click();
  await page.getByRole("menuitem", { name: en("app.nobody") }).click();
  await expect(seat).toContainText(en("app.nobodyHint"));
  await expect(inside(page).getByRole("link", { name: en("app.import") })).toBeVisible();
});

test("who forgot comes in by the code, and has a new passphrase", async ({ page, host }) => {
  await host.look("en", "light");
  await guarded(host);
  const words = await host.call<string[]>("vault.make_code", { op: op() });
  await host.call("gate.lock");
  await host.open(page);
  await page.getByRole("button", { name: en("gate.forgot") }).click();
  const code = page.getByRole("textbox", { name: en("gate.recover.code") });
  const typed = (text: string) => code.fill(text).then(() => code.press("Tab"));

  await typed(words.slice(0, 11).join(" "));
  await expect(page.getByText(en("errors.recoveryCode.count.text", { found: 11 }))).toBeVisible();
  await typed(words.with(4, "huike").join(" "));
  await expect(page.getByText(en("errors.recoveryCode.unknown.text", { place: 5 }))).toBeVisible();
  await typed(words.map((word, at) => `${at + 1}. ${word.toUpperCase()}`).join("\n"));
  await expect(page.getByText(en("gate.recover.codeGood"))).toBeVisible();
  await page.getByLabel(en("gate.recover.next"), { exact: true }).fill("brand new words");
  await page.getByLabel(en("gate.recover.again"), { exact: true }).fill("brand new words");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: en("app.who") })).toContainText("Chen");

  await page.keyboard.press("Control+Shift+L");
  await signIn(page, "Chen");
  await expect(page.getByText(en("gate.wrong"))).toBeVisible();
  await signIn(page, "Chen", "brand new words");
  await expect(inside(page)).toBeVisible();
});

test("several wrong ones make the next wait, and the button waits with it", async ({ page, host }) => {
  await host.look("en", "light");
  await guarded(host);
  await host.call("gate.lock");
  const wrong = { person: chen.id, passphrase: "not this one" };
  for (let tries = 0; tries < 5; tries++) await host.call("gate.unlock", wrong).catch(() => undefined);
  await host.open(page);
  await signIn(page, "Chen");
  const enter = page.getByRole("button", { name: en("gate.open"), exact: true });
  await expect(page.getByText(/^Several were wrong/)).toBeVisible();
  await expect(enter).toBeDisabled();
  await expect(enter).toBeEnabled({ timeout: 20_000 });
  await passphrase(page).press("Enter");
  await expect(inside(page)).toBeVisible();
});

/** Overwrites a part of the data file, as a disk that fails does. */
async function damage(folder: Folder) {
  const file = await open(join(folder.path, "huike.db"), "r+");
  await file.write(Buffer.alloc(16 * 4_096, 0x5a), 0, undefined, 0);
  await file.close();
}

for (const language of languages) {
  test(`a damaged file is told of, and one press puts a backup back, ${language}`, async ({ page }) => {
    const zh = (key: string) => say(language, key);
    const folder = await Folder.make();
    await fill(folder);
    let host = await Host.on(folder);
    await host.look(language, "light");
    await host.call("vault.make_now");
    await host.close();
    await damage(folder);
    host = await Host.on(folder);
    await page.addInitScript(`localStorage.setItem("huike.look", '{"language":"${language}"}')`);
    await host.open(page);
    await expect(page.getByRole("heading", { name: zh("gate.damaged.title") })).toBeVisible();
    await expect(page.getByText(zh("gate.damaged.text"))).toBeVisible();
    expect(await page.evaluate(troubles)).toEqual([]);
    const choice = page.getByRole("region", { name: zh("gate.damaged.choose") });
    await choice.getByRole("button").first().click();
    await expect(page.getByRole("heading", { name: zh("gate.restored.title") })).toBeVisible();
    const counts = page.getByRole("status", { name: zh("settings.backups.there") });
    await expect(
      counts.getByRole("row", { name: new RegExp(zh("settings.backups.counts.customers")) }),
    ).toContainText("6");
    expect(await page.evaluate(troubles)).toEqual([]);
    await page.getByRole("button", { name: zh("gate.restored.go") }).click();
    await page.getByRole("link", { name: zh("app.customers") }).click();
    await expect(page.getByText("Zhang Min").first()).toBeVisible();
    await host.stop();
  });

  test(`nobody is kept out of the gate, ${language}`, async ({ page, host }) => {
    const words = (key: string) => say(language, key);
    await guarded(host);
    for (const theme of ["light", "dark"] as const) {
      await host.call("gate.unlock", { person: chen.id, passphrase: phrases.Chen });
      await host.look(language, theme);
      for (const part of ["people", "security"]) {
        await host.open(page, `/settings?part=${part}`);
        await page.getByRole("heading", { level: 2 }).first().waitFor();
        expect(await page.evaluate(troubles), part).toEqual([]);
      }
      await page.getByRole("button", { name: words("app.who") }).click();
      await page.getByRole("menuitem", { name: words("app.switchPerson") }).click();
      await expect(passphrase(page, language)).toBeFocused();
      expect(await page.evaluate(troubles)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+Shift+L");
      await expect(locked(page, language)).toBeVisible();
      expect(await page.evaluate(troubles)).toEqual([]);
      await page.getByRole("button", { name: words("gate.forgot") }).click();
      await expect(page.getByRole("heading", { name: words("gate.forgot") })).toBeVisible();
      expect(await page.evaluate(troubles)).toEqual([]);
    }
  });
}
