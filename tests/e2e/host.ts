// `huikectl serve` on a folder of its own for each test: the screens with the real commands behind them.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { test as base, expect, type Page } from "@playwright/test";
import { Folder, huikectl } from "../support/programs";
import { fill } from "../support/smallShop";
import type { Language } from "../support/words";

/** What a test finds: nothing yet, a shop with a name, six customers, or the sample shop. */
export type Start = "new" | "named" | "small" | "sample";
export type Theme = "light" | "dark";

export class Host {
  private constructor(
    readonly folder: Folder,
    private readonly program: ChildProcess,
    /** The address that `serve` prints, with its token. */
    readonly url: string,
  ) {}

  static async start(start: Start): Promise<Host> {
    const folder = await Folder.make();
    if (start === "small") await fill(folder);
    else if (start !== "new") await folder.ctl("init", "--name", "Corner Studio");
    if (start === "sample") await folder.ctl("sample");
    return Host.on(folder);
  }

  /** Serves a folder that is there, under another clock where `env` says so. */
  static async on(folder: Folder, env: Record<string, string> = {}): Promise<Host> {
    const program = spawn(huikectl, ["--data", folder.path, "--json", "serve"], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, ...env },
    });
    for await (const line of createInterface(program.stdout)) {
      return new Host(folder, program, JSON.parse(line).url);
    }
    throw new Error("huikectl serve ended without a word");
  }

  /** Asks a command as a screen would. */
  async call<Answer = unknown>(command: string, args: object = {}): Promise<Answer> {
    const { origin, hash } = new URL(this.url);
    const response = await fetch(`${origin}/api/${command}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Huike-Token": hash.slice("#token=".length) },
      body: JSON.stringify(args),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${command}: ${JSON.stringify(answer)}`);
    return answer as Answer;
  }

  /** Sets the shop's language and colours. */
  async look(language: Language, theme: Theme): Promise<void> {
    const { preferences } = await this.call<{ preferences: object }>("shop.status");
    const op = crypto.randomUUID();
    await this.call("shop.set_preferences", { op, preferences: { ...preferences, language, theme } });
  }

  /** Opens a page of the screens. */
  async open(page: Page, path = "/"): Promise<void> {
    const { origin, hash } = new URL(this.url);
    await page.goto(`${origin}${path}${hash}`);
    // A key pressed before there is a page goes nowhere: rooms are loaded when they are opened, and
    // only then have a heading.
    await page.getByRole("main").first().waitFor();
    await page.getByRole("heading").first().waitFor();
  }

  /** Closes the program for the day; the folder stays. */
  async close(): Promise<void> {
    const ended = once(this.program, "exit");
    this.program.kill();
    await ended;
  }

  async stop(): Promise<void> {
    await this.close();
    await this.folder.remove();
  }
}

interface Fixtures {
  /** What the test finds; a named shop without customers unless it says otherwise. */
  start: Start;
  host: Host;
  /** Nothing that the page could not cope with went by. */
  calm: undefined;
}

export const test = base.extend<Fixtures>({
  start: ["named", { option: true }],
  host: async ({ start }, use) => {
    const host = await Host.start(start);
    await use(host);
    await host.stop();
  },
  calm: [
    async ({ page }, use) => {
      const thrown: string[] = [];
      page.on("pageerror", (error) => thrown.push(error.message));
      await use(undefined);
      expect(thrown).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
