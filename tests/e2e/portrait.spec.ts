// A customer's portrait: entered where it stands, obeyed where it matters, and taken back.
import type { Page } from "@playwright/test";
import type { CustomerRow } from "../support/answers";
import { troubles } from "../support/axe";
import { everyone } from "../support/smallShop";
import { english, say } from "../support/words";
import { expect, type Host, test } from "./host";

const [person, friend] = everyone as [string, string];

test.use({ start: "small" });
test.beforeEach(async ({ host }) => {
  await host.look("en", "light");
});

interface Stored {
  draft: {
    birthday: object | null;
    tags: string[];
    portrait: {
      preferences: string[];
      custom: { value: object }[];
      region: string;
      introducedBy: string | null;
      reaches: object[];
    };
  };
  contacts: { role: string; row: { name: string } }[];
}

async function find(host: Host, name: string): Promise<string> {
  const { rows } = await host.call<{ rows: CustomerRow[] }>("customers.search", { text: name, limit: 1 });
  const [found] = rows;
  if (!found) throw new Error(`${name} is in the shop`);
  return found.id;
}

const stored = (host: Host, id: string) => host.call<Stored>("dossier.page", { id });

async function openPerson(page: Page, host: Host): Promise<string> {
  const id = await find(host, person);
  await host.open(page, `/customers/${id}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(person);
  return id;
}

/** Asks for an empty field by the menu of its section. */
async function ask(page: Page, section: string, field: string): Promise<void> {
  const title = english(section);
  await page.getByRole("button", { name: english("customers.addTo", { title }) }).click();
  await page.getByRole("menuitem", { name: field, exact: true }).click();
}

/** Takes back what a toast speaks of. */
async function undoIn(page: Page, said: string): Promise<void> {
  const toast = page.getByText(said, { exact: true }).locator("..");
  await toast.getByRole("button", { name: english("kit.undo"), exact: true }).click();
}

test("a lunar birthday is typed, and shown with the civil day of its next celebration", async ({
  page,
  host,
}) => {
  const id = await openPerson(page, host);
  await ask(page, "customers.facts", english("customers.fields.birthday"));
  // The month comes first: most days are told without their year.
  await page.keyboard.type("08");
  await page.keyboard.type("15");
  await page.getByText(english("customers.birthday.lunar"), { exact: true }).click();
  await page.keyboard.press("Enter");
  await expect
    .poll(async () => (await stored(host, id)).draft.birthday)
    .toEqual({ year: null, month: 8, day: 15, calendar: "lunar", leap: false });
  const { nextBirthday } = await host.call<{ nextBirthday: { day: string } }>("dossier.page", { id });
  const shown = new Intl.DateTimeFormat("en", { month: "short", day: "numeric", timeZone: "UTC" }).format(
    Date.parse(`${nextBirthday.day}T00:00:00Z`),
  );
  const birthday = page.getByRole("button", { name: /Lunar month 8, day 15/ });
  await expect(birthday).toContainText(shown);

  // Shown in Chinese as it is spoken.
  await host.look("zh-CN", "light");
  await page.reload();
  const inChinese = say("zh-CN", "terms.lunar.day", {
    month: say("zh-CN", "terms.lunar.months").split(" ")[7] ?? "",
    day: say("zh-CN", "terms.lunar.days").split(" ")[14] ?? "",
  });
  await expect(page.getByRole("button", { name: inChinese })).toBeVisible();
});

test("a birthday that no calendar has says so beside the field and stays", async ({ page, host }) => {
  await openPerson(page, host);
  await ask(page, "customers.facts", english("customers.fields.birthday"));
  await page.keyboard.type("0230");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toHaveText(english("errors.invalidIn.birthday.impossible"));
  await expect(page.getByRole("textbox", { name: english("customers.birthday.day") })).toHaveValue("30");
});

test("a preference is two keystrokes; a new value is made on the spot; both are undone", async ({
  page,
  host,
}) => {
  const matcha = { id: "01900000-0000-7000-8000-00000000000a", category: "taste", value: "matcha" };
  await host.call("customers.save_preference", { op: crypto.randomUUID(), preference: matcha });
  const id = await openPerson(page, host);
  const likes = async () => (await stored(host, id)).draft.portrait.preferences;
  await page.keyboard.press("f");
  await page.keyboard.type("m");
  await expect(page.getByRole("option").first()).toContainText("matcha");
  await page.keyboard.press("Enter");
  await expect.poll(likes).toEqual([matcha.id]);

  await page.keyboard.type("less sugar");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await likes()).length).toBe(2);
  const values = page.getByRole("list", { name: "taste" }).getByRole("listitem");
  await expect(values).toHaveText(["less sugar", "matcha"]);

  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("Control+z");
  await expect.poll(likes).toEqual([matcha.id]);
  await expect(values).toHaveText(["matcha"]);
  await page.getByRole("button", { name: english("customers.removeNamed", { name: "matcha" }) }).click();
  await expect.poll(likes).toEqual([]);
});

test("an input method's Enter chooses its word and no preference", async ({ page, host }) => {
  const id = await openPerson(page, host);
  const composed = "抹茶";
  const box = page.getByRole("combobox", { name: english("customers.needs.add") });
  await box.focus();
  await box.evaluate((input: HTMLInputElement, composed) => {
    input.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(input, composed);
    input.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: true, data: composed }));
    input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, bubbles: true }));
    input.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, data: composed }));
  }, composed);
  await expect(box).toHaveValue(composed);
  expect((await stored(host, id)).draft.portrait.preferences).toEqual([]);
});

test("a no is shown wherever the channel is, and obeyed", async ({ page, host }) => {
  const id = await openPerson(page, host);
  await ask(page, "customers.reachTitle", english("customers.consent.title"));
  const permission = page.getByRole("list", { name: english("customers.consent.title") });
  await permission.getByRole("button", { name: /^Phone/ }).click();
  await page.getByRole("menuitem", { name: english("customers.consent.refused"), exact: true }).click();
  const no = page.getByText(english("customers.consent.no", { channel: "Phone" }));
  // Beside the number at the top, and beside it where it is edited.
  await expect(no).toHaveCount(2);
  await expect(permission.getByRole("button", { name: /^Phone/ })).toContainText("No");
  const { followUps } = await host.call<{ followUps: { channel: string }[] }>("dossier.page", { id });
  expect(followUps.map(({ channel }) => channel)).not.toContain("phone");

  await page.keyboard.press("l");
  await page.getByRole("button", { name: new RegExp(english("contact.channel")) }).click();
  await expect(
    page.getByRole("option", { name: english("contact.refused", { channel: "Phone" }) }),
  ).toBeVisible();
});

test("a second number has its label and its warning; one that cannot be one stays with the reason", async ({
  page,
  host,
}) => {
  const id = await openPerson(page, host);
  await page.getByRole("button", { name: english("customers.addReach.email") }).click();
  await page.keyboard.type("nobody@nowhere");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toHaveText(english("errors.invalidIn.reaches.unreadable"));
  const mail = page.getByRole("textbox", { name: english("customers.reach.email"), exact: true });
  await expect(mail).toHaveValue("nobody@nowhere");
  await mail.fill("li@example.com");
  await mail.press("Enter");
  const reaches = async () => (await stored(host, id)).draft.portrait.reaches;
  await expect.poll(reaches).toEqual([{ kind: "email", value: "li@example.com", label: "" }]);
  const label = page.getByRole("textbox", {
    name: english("customers.reachLabel", { name: english("customers.reach.email") }),
  });
  // For a moment the line that was typed stands beside the one that was saved.
  await expect(label).toHaveCount(1);
  await label.fill("office");
  await label.press("Enter");
  await expect.poll(reaches).toEqual([{ kind: "email", value: "li@example.com", label: "office" }]);
});

test("whoever brought them is found by name and shown as a link", async ({ page, host }) => {
  const id = await openPerson(page, host);
  await ask(page, "customers.facts", english("customers.fields.introducedBy"));
  await page.keyboard.type(friend.slice(0, 4));
  // Before the answer is there: Enter waits for it.
  await page.keyboard.press("Enter");
  const friendId = await find(host, friend);
  await expect.poll(async () => (await stored(host, id)).draft.portrait.introducedBy).toBe(friendId);
  await page.getByRole("link", { name: friend }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(friend);
  await expect(page.getByRole("link", { name: person })).toBeVisible();
});

test("a company's contact is added with their role", async ({ page, host }) => {
  const draft = { kind: "company", name: "Acme" };
  const id = await host.call<string>("customers.add", { op: crypto.randomUUID(), draft });
  await host.open(page, `/customers/${id}`);
  await page.getByRole("button", { name: english("customers.contacts.add") }).click();
  await page.keyboard.type("Zhou Ping");
  await page.keyboard.press("Tab");
  await page.keyboard.type("buyer");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "Zhou Ping" })).toBeVisible();
  const contacts = async () => (await stored(host, id)).contacts.map(({ row, role }) => [row.name, role]);
  expect(await contacts()).toEqual([["Zhou Ping", "buyer"]]);

  // Somebody who is in the file already is taken, not entered twice.
  await page.getByRole("button", { name: english("customers.contacts.add") }).click();
  await page.keyboard.type(friend);
  await page.getByRole("button", { name: new RegExp(friend) }).click();
  await expect.poll(async () => (await contacts()).length).toBe(2);
  await expect(page.getByRole("link", { name: friend })).toBeVisible();
});

test("a field made in the settings is filled on the page, and taken away with its values, and back", async ({
  page,
  host,
}) => {
  await host.open(page, "/settings?part=library");
  await page.getByRole("textbox", { name: english("settings.own.name"), exact: true }).fill("Deposit");
  await page.getByRole("button", { name: new RegExp(english("settings.own.kind")) }).click();
  await page.getByRole("option", { name: english("settings.own.kinds.money") }).click();
  await page.getByRole("button", { name: english("settings.own.add"), exact: true }).click();
  await expect(
    page.getByRole("textbox", { name: english("settings.own.renameOf", { name: "Deposit" }) }),
  ).toBeVisible();

  const id = await openPerson(page, host);
  await ask(page, "customers.own.title", "Deposit");
  const deposit = page.getByLabel("Deposit", { exact: true });
  await deposit.fill("a lot");
  await deposit.press("Enter");
  await expect(page.getByRole("alert")).toHaveText(english("errors.invalid.unreadable"));
  await expect(deposit).toHaveValue("a lot");
  await deposit.fill("88.5");
  await deposit.press("Enter");
  const values = async () => (await stored(host, id)).draft.portrait.custom.map(({ value }) => value);
  await expect.poll(values).toEqual([{ kind: "money", value: 8850 }]);

  await host.open(page, "/settings?part=library");
  await page.getByRole("button", { name: english("settings.own.remove", { name: "Deposit" }) }).click();
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("1 customer has something in it");
  await question.getByRole("button", { name: english("settings.library.removeAction") }).click();
  await expect.poll(values).toEqual([]);
  await undoIn(page, english("settings.own.removed", { name: "Deposit" }));
  await expect.poll(values).toEqual([{ kind: "money", value: 8850 }]);
});

test("the library renames for everybody, and asks with the number before it takes away", async ({
  page,
  host,
}) => {
  const sweet = { id: "01900000-0000-7000-8000-00000000000b", category: "taste", value: "sweet" };
  await host.call("customers.save_preference", { op: crypto.randomUUID(), preference: sweet });
  const draft = { name: "Zhou Ping", portrait: { preferences: [sweet.id] } };
  const id = await host.call<string>("customers.add", { op: crypto.randomUUID(), draft });
  await host.open(page, "/settings?part=library");
  const value = page.getByRole("textbox", { name: english("settings.library.rename", { name: "sweet" }) });
  await value.fill("very sweet");
  await value.press("Enter");
  const known = () =>
    host.call<{ preference: { value: string }; customers: number }[]>("customers.preferences");
  await expect.poll(async () => (await known())[0]?.preference.value).toBe("very sweet");
  await page
    .getByRole("button", { name: english("settings.library.remove", { name: "very sweet" }) })
    .click();
  await expect(page.getByRole("alertdialog")).toContainText("1 customer");
  await page.getByRole("button", { name: english("settings.library.removeAction"), exact: true }).click();
  await expect.poll(async () => (await stored(host, id)).draft.portrait.preferences).toEqual([]);
  await undoIn(page, english("settings.library.removed", { name: "very sweet" }));
  await expect.poll(async () => (await known())[0]?.customers).toBe(1);
});

test("a new customer is entered quickly, or with more", async ({ page, host }) => {
  await host.open(page, "/customers");
  await expect(page.getByRole("gridcell").first()).toBeVisible();
  await page.keyboard.press("n");
  await page.keyboard.type("Zhou Ping");
  await page.getByRole("button", { name: english("customers.moreFields") }).click();
  await page.getByRole("textbox", { name: english("customers.birthday.month") }).fill("6");
  await page.getByRole("textbox", { name: english("customers.birthday.day") }).fill("1");
  await page.getByText(english("customers.birthday.lunar"), { exact: true }).click();
  await page.getByText(english("customers.birthday.leap"), { exact: true }).click();
  await page.getByRole("textbox", { name: english("customers.reach.email") }).fill("nowhere");
  await page.keyboard.press("Enter");
  await expect(page.getByText(english("errors.invalidIn.reaches.unreadable"))).toBeVisible();
  await page.getByRole("textbox", { name: english("customers.reach.email") }).fill("z@example.com");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: /Lunar leap month 6, day 1/ })).toBeVisible();
});

for (const language of ["zh-CN", "en"] as const) {
  for (const theme of ["light", "dark"] as const) {
    test(`nobody is kept out of a full portrait or the library: ${language}, ${theme}`, async ({
      page,
      host,
    }) => {
      await host.look(language, theme);
      const op = () => crypto.randomUUID();
      const field = { id: op(), name: "Sweetness", kind: "choice", choices: [{ number: 1, text: "less" }] };
      await host.call("customers.save_custom_fields", { op: op(), fields: [field] });
      const preference = { id: "01900000-0000-7000-8000-00000000000c", category: "taste", value: "matcha" };
      await host.call("customers.save_preference", { op: op(), preference });
      const employer = await host.call("customers.add", {
        op: op(),
        draft: { kind: "company", name: "Acme" },
      });
      const day = { year: 2015, month: 12, day: 1, calendar: "solar", leap: false };
      const portrait = {
        reaches: [{ kind: "phone", value: "19901325256", label: "office" }],
        anniversaries: [{ label: "wedding", day }],
        employer,
        role: "buyer",
        hours: { from: 540, until: 660 },
        character: "rational",
        importance: "high",
        consent: { agreed: ["wechat"], refused: ["phone"] },
        preferences: [preference.id],
        custom: [{ field: field.id, value: { kind: "choice", value: 1 } }],
      };
      const draft = { name: "Zhou Ping", phone: "13900009999", channel: "phone", birthday: day, portrait };
      const id = await host.call<string>("customers.add", { op: op(), draft });
      for (const path of [`/customers/${id}`, `/customers/${employer}`, "/settings?part=library"]) {
        await host.open(page, path);
        await expect(page.getByRole("heading", { level: 2 }).first()).toBeVisible();
        expect(await page.evaluate(troubles), path).toEqual([]);
      }
    });
  }
}
