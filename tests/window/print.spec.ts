import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pause, run, until } from "../support/desktop";
import { huike } from "../support/programs";
import { expect, test } from "./window";

/** What a press needs before the next one. */
const breath = 500;

// WebKit prints no page that a driver holds, so here the desktop's own keyboard does everything.
test("the card is handed to the desktop's own print dialog", async ({ desktop, folder }) => {
  await folder.ctl("init", "--name", "Corner Studio");
  const table = join(folder.path, "one.csv");
  await writeFile(table, "name,phone\nAnn Baker,13811112222\n");
  await folder.ctl("import", "customers", table);
  const program = desktop.spawn(huike, [], { HUIKE_DATA: folder.path });
  const { env } = desktop;
  const isThere = async (title: string) => (await desktop.windows()).includes(title);
  const press = async (key: string) => {
    await run("xdotool", ["key", key], { env });
    await pause(breath);
  };
  // It is shown when its first screen stands.
  await until("the window", async () => (await desktop.windows()).length > 0);
  await pause(breath);
  await press("ctrl+k");
  await run("xdotool", ["type", "--delay", "50", "2222"], { env });
  await pause(2 * breath);
  await press("Return");
  await pause(2 * breath);
  await press("ctrl+p");
  await pause(breath);
  await press("Return");
  await until("the dialog", () => isThere("Print"));
  await press("Escape");
  await until("its end", async () => !(await isThere("Print")));
  expect(program.exitCode).toBeNull();
});
