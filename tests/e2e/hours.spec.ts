// A shop says when it is open: its week, holidays from a file, a closure; and sees what that makes of a time to answer in.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { troubles } from "../support/axe";
import { english, languages, say } from "../support/words";
import { expect, test } from "./host";

test.use({ locale: "en-US" });

const hours = (key: string, variables?: Record<string, string | number>) =>
  english(`settings.hours.${key}`, variables);
const day = (weekday: string) => english(`terms.weekday.${weekday}`);
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const on = (page: Page, name: string) => page.getByRole("switch", { name }).click({ force: true });
const save = (page: Page) => button(page, english("settings.save")).click();

/** Types into the segments of a time or a date, which take digits one after the other. */
async function type(page: Page, group: string, digits: string): Promise<void> {
  await page.getByRole("group", { name: group }).getByRole("spinbutton").first().click();
  await page.keyboard.type(digits);
}

const event = (lines: string) => `BEGIN:VEVENT\r\n${lines}\r\nEND:VEVENT\r\n`;
const holidays = [
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n",
  event("DTSTART;VALUE=DATE:20271001\r\nDTEND;VALUE=DATE:20271008\r\nSUMMARY:国庆节 休"),
  event("DTSTART;VALUE=DATE:20271009\r\nSUMMARY:国庆节 班"),
  event("DTSTART;VALUE=DATE:20271031\r\nSUMMARY:Halloween"),
  "END:VCALENDAR\r\n",
].join("");

interface Saved {
  calendar: { week: { from: number; to: number }[][] | null; own: object[]; imported: object[] };
}

test("a week is typed, copied, refused where it cannot be, saved and taken back", async ({ page, host }) => {
  await host.look("en", "light");
  await host.open(page, "/settings?part=hours");
  await expect(page.getByText(hours("noWeek"))).toBeVisible();
  await on(page, hours("keeps"));
  const monday = { of: day("1") };
  await type(page, hours("to", { ...monday, number: 1 }), "1200");
  await button(page, hours("addSpanOf", monday)).click();
  await type(page, hours("from", { ...monday, number: 2 }), "1130");
  await type(page, hours("to", { ...monday, number: 2 }), "0200");
  await expect(page.getByText(hours("ends.next"))).toBeVisible();
  await save(page);
  // What overlaps is marked, and what was typed is still there.
  await expect(page.getByText(hours("problem.span.taken"))).toBeVisible();
  await expect(page.getByRole("alert")).toContainText(hours("mend"));
  expect(await page.evaluate(troubles)).toEqual([]);
  await type(page, hours("from", { ...monday, number: 2 }), "1330");
  await button(page, hours("copyOf", monday)).press("Enter");
  await page.getByRole("menuitem", { name: hours("toWorkdays") }).press("Enter");
  await button(page, hours("removeSpan", { of: day("7"), number: 1 })).click();
  await save(page);
  await expect(page.getByText(hours("saved"))).toBeVisible();
  const { calendar } = await host.call<Saved>("calendar.get");
  const plain = [
    { from: 540, to: 720 },
    { from: 810, to: 1560 },
  ];
  expect(calendar.week).toEqual([plain, plain, plain, plain, plain, [{ from: 540, to: 1080 }], []]);
  await page.keyboard.press("Control+z");
  await expect(page.getByText(hours("noWeek"))).toBeVisible();
});

test("holidays of a file are looked at before they are taken", async ({ page, host }) => {
  await host.look("en", "dark");
  const file = join(host.folder.path, "holidays.ics");
  const broken = join(host.folder.path, "broken.ics");
  await writeFile(file, holidays);
  await writeFile(broken, "name,phone\n");
  await host.open(page, "/settings?part=hours");
  await on(page, hours("holidays"));
  const choose = async (path: string) => {
    const choosing = page.waitForEvent("filechooser");
    await button(page, hours("import")).click();
    await (await choosing).setFiles(path);
  };
  await choose(broken);
  await expect(page.getByRole("alert")).toContainText(
    english("errors.file.notACalendar.text", { name: "broken.ics" }),
  );
  await choose(file);
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("Halloween");
  await expect(dialog).toContainText(hours("why.unmarked"));
  expect(await page.evaluate(troubles)).toEqual([]);
  await dialog.getByRole("button", { name: hours("take_other", { count: 2 }) }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole("radio", { name: "2027" }).click({ force: true });
  const days = page.getByRole("list", { name: hours("daysOf", { year: 2027 }) });
  await expect(days.getByRole("listitem")).toHaveCount(2);
  expect((await host.call<Saved>("calendar.get")).calendar.imported).toEqual([]);
  await save(page);
  await expect(page.getByText(hours("saved"))).toBeVisible();
  expect((await host.call<Saved>("calendar.get")).calendar.imported).toHaveLength(2);
  await choose(file);
  await expect(dialog).toContainText(hours("nothingNew"));
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});

for (const language of languages) {
  test(`a due time tells its way, in ${language}`, async ({ page, host }) => {
    await host.look(language, language === "en" ? "light" : "dark");
    const word = (key: string) => say(language, `settings.hours.${key}`);
    const week = [1, 2, 3, 4, 5].map(() => [{ from: 540, to: 1080 }]);
    const own = [{ from: "2026-12-07", to: "2026-12-07", name: "Stocktaking", spans: [] }];
    const calendar = { week: [...week, [], []], own };
    await host.call("calendar.save", { op: crypto.randomUUID(), calendar });
    await host.open(page, "/settings?part=hours");
    const digits = language === "en" ? "12042026" : "20261204";
    await type(page, word("tryDay"), digits);
    await type(page, word("tryTime"), "1740");
    const way = page.getByRole("status").filter({ hasText: word("due") });
    await expect(way).toContainText("17:40 – 18:00");
    await expect(way).toContainText(word("byWeek"));
    await expect(way).toContainText("Stocktaking");
    await expect(way).toContainText("09:00 – 09:40");
    expect(await page.evaluate(troubles)).toEqual([]);
  });
}
