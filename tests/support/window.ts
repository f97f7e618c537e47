// The real window, driven through WebKitWebDriver. Plain HTTP: the protocol is small.
import type { ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import { type Desktop, run, until } from "./desktop";
import { type Folder, huike } from "./programs";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** Finds what a person would press by its words; runs inside the page. */
const byWords = (roles: string, words: string) => `
  const seen = (element) => element.getClientRects().length > 0;
  const words = (element) => element.getAttribute("aria-label") ?? element.textContent;
  const found = [...document.querySelectorAll(${JSON.stringify(roles)})].filter(seen);
  return found.find((element) => words(element).trim() === ${JSON.stringify(words)})
    ?? found.find((element) => words(element).includes(${JSON.stringify(words)})) ?? null;`;

export class Window {
  private constructor(
    private readonly driver: ChildProcess,
    private readonly session: string,
  ) {}

  /** Starts the program on a desktop and a folder. */
  static async open(desktop: Desktop, folder: Folder, env: NodeJS.ProcessEnv = {}): Promise<Window> {
    const port = await freePort();
    const driver = desktop.spawn("WebKitWebDriver", [`--port=${port}`], {
      ...env,
      HUIKE_DATA: folder.path,
      TAURI_AUTOMATION: "true",
      TAURI_WEBVIEW_AUTOMATION: "true",
    });
    const address = `http://127.0.0.1:${port}`;
    await until("the driver", () =>
      fetch(`${address}/status`).then(
        () => true,
        () => false,
      ),
    );
    const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": { binary: huike, args: [] } } };
    const { sessionId } = await ask<{ sessionId: string }>("POST", `${address}/session`, { capabilities });
    return new Window(driver, `${address}/session/${sessionId}`);
  }

  /** Runs a function body inside the page. */
  run<T>(body: string, ...args: unknown[]): Promise<T> {
    return ask("POST", `${this.session}/execute/sync`, { script: body, args });
  }

  /** Waits for the answer of an expression that promises one. */
  async promised<T>(expression: string): Promise<T> {
    const script = `const done = arguments[arguments.length - 1];
      Promise.resolve().then(() => (${expression})).then((value) => done({ value }), (error) => done({ error: error.kind ?? String(error) }));`;
    const answer = await ask<{ value?: T; error?: string }>("POST", `${this.session}/execute/async`, {
      script,
      args: [],
    });
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value as T;
  }

  /** A command, through the same door that the screens use. */
  command<T>(name: string, args: object = {}): Promise<T> {
    return this.promised(
      `window.__TAURI_INTERNALS__.invoke(${JSON.stringify(name)}, { args: ${JSON.stringify(args)} })`,
    );
  }

  title(): Promise<string> {
    return this.run("return document.title");
  }

  path(): Promise<string> {
    return this.run("return location.pathname");
  }

  /** Waits until the page says this. */
  async reads(words: string): Promise<void> {
    await until(`“${words}”`, () =>
      this.run<boolean>("return document.body.innerText.includes(arguments[0])", words),
    );
  }

  /** Waits until the page no longer says this. */
  async readsNot(words: string): Promise<void> {
    await until(`no “${words}”`, () =>
      this.run<boolean>("return !document.body.innerText.includes(arguments[0])", words),
    );
  }

  /** Presses the button, link or choice with these words. */
  async press(words: string): Promise<void> {
    const pressable =
      "button, a, [role=button], [role=option], [role=menuitem], [role=radio], [role=row], label:has([type=checkbox])";
    await this.post(`element/${await this.element(byWords(pressable, words), words)}/click`);
  }

  /** Types into the field with this label, in place of what is there. */
  async fill(label: string, text: string): Promise<void> {
    const field = `const label = [...document.querySelectorAll("label")].find((it) => it.textContent.includes(${JSON.stringify(label)}));
      return label?.control ?? document.querySelector('[aria-label=' + ${JSON.stringify(JSON.stringify(label))} + ']');`;
    const id = await this.element(field, label);
    await this.post(`element/${id}/clear`);
    await this.post(`element/${id}/value`, { text });
  }

  /** Presses one key after the other, as on the keyboard. */
  async keys(...keys: string[]): Promise<void> {
    const actions = keys.flatMap((value) => [
      { type: "keyDown", value },
      { type: "keyUp", value },
    ]);
    await this.post("actions", { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  /** Holds Control and presses a key. */
  async control(key: string): Promise<void> {
    const control = "\uE009";
    const actions = [
      { type: "keyDown", value: control },
      { type: "keyDown", value: key },
      { type: "keyUp", value: key },
      { type: "keyUp", value: control },
    ];
    await this.post("actions", { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  /** Ends the program. */
  /** Until it is gone: a program that still ends would answer the next start in its place. */
  async close(): Promise<void> {
    const { stdout } = await run("pgrep", ["-P", String(this.driver.pid)]).catch(() => ({ stdout: "" }));
    await ask("DELETE", this.session).catch(() => undefined);
    this.driver.kill();
    const programs = stdout.split("\n").filter(Boolean).map(Number);
    // The driver does not always end what it started.
    for (const program of programs.filter(isRunning)) process.kill(program);
    await until("the program's end", async () => !programs.some(isRunning));
  }

  private async element(script: string, what: string): Promise<string> {
    const found = await until(
      `“${what}”`,
      async () => (await this.run<Record<string, string> | null>(script)) ?? undefined,
    );
    return found[ELEMENT] as string;
  }

  private post(path: string, body: object = {}): Promise<unknown> {
    return ask("POST", `${this.session}/${path}`, body);
  }
}

function isRunning(program: number): boolean {
  try {
    return process.kill(program, 0);
  } catch {
    return false;
  }
}

async function ask<T>(method: string, address: string, body?: object): Promise<T> {
  const response = await fetch(address, {
    method,
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
  if (!response.ok) throw new Error(`${method} ${address}: ${value?.error}: ${value?.message}`);
  return value;
}
