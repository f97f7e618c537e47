// A desktop of its own for the real window: display, session bus, window manager, notifications.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

export const run = promisify(execFile);
export const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Asks until there is an answer. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  ms = 30_000,
): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await pause(100);
  }
}

/** Every notification as one line, so that a test reads what a person would. */
const dunstrc = (script: string, choose: string) => `[global]
  monitor = 0
  follow = none
  idle_threshold = 0
  stack_duplicates = false
  dmenu = ${choose}
[note]
  summary = "*"
  script = ${script}
  timeout = 0
`;

/** A bus that starts nothing by itself: what a test ends stays ended. */
const busConfig = `<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;

export class Desktop {
  private readonly programs: ChildProcess[] = [];
  readonly env: NodeJS.ProcessEnv;

  private constructor(readonly home: string) {
    this.env = {
      ...process.env,
      HOME: home,
      XDG_CONFIG_HOME: join(home, "config"),
      XDG_DATA_HOME: join(home, "data"),
      XDG_CACHE_HOME: join(home, "cache"),
      NO_AT_BRIDGE: "1",
      LANG: "C.UTF-8",
    };
    delete this.env.WAYLAND_DISPLAY;
  }

  static async start(): Promise<Desktop> {
    const desktop = new Desktop(await mkdtemp(join(tmpdir(), "huike-desktop-")));
    const { env } = desktop;
    const display = desktop.spawn("Xvfb", [
      "-displayfd",
      "1",
      "-screen",
      "0",
      "1400x900x24",
      "-nolisten",
      "tcp",
    ]);
    env.DISPLAY = `:${await firstLine(display)}`;
    const config = join(desktop.home, "bus.conf");
    await writeFile(config, busConfig);
    const bus = desktop.spawn("dbus-daemon", [`--config-file=${config}`, "--nofork", "--print-address=1"]);
    env.DBUS_SESSION_BUS_ADDRESS = await firstLine(bus);
    await desktop.startNotifications();
    desktop.spawn("openbox", []);
    return desktop;
  }

  /** Titles and texts of the notifications so far. */
  async notifications(): Promise<string[]> {
    const lines = await readFile(join(this.home, "notifications"), "utf8").catch(() => "");
    return lines.split("\n").filter((line) => line !== "");
  }

  /** Clicks the notification on top. */
  async clickNotification(): Promise<void> {
    await run("dunstctl", ["action", "0"], { env: this.env });
  }

  /** Presses the button with these words on the notification on top. */
  async pressOnNotification(words: string): Promise<void> {
    await writeFile(join(this.home, "choice"), words);
    await run("dunstctl", ["context"], { env: this.env });
  }

  /** Ends the notification service. */
  async muteNotifications(): Promise<void> {
    const service = this.programs.find((program) => program.spawnfile === "dunst" && !program.killed);
    service?.kill();
    await until("its end", async () => service?.exitCode !== null || service?.signalCode !== null);
  }

  /** Something that shows tray icons, as most desktops have. */
  async startTray(): Promise<void> {
    const tray = this.spawn("/usr/bin/python3", [join(import.meta.dirname, "tray.py")]);
    await firstLine(tray);
  }

  /** Closes a window as its cross does. */
  async closeWindow(title: string): Promise<void> {
    const { env } = this;
    await run("xdotool", ["search", "--onlyvisible", "--name", title, "windowactivate", "--sync"], { env });
    await run("xdotool", ["key", "alt+F4"], { env });
    await until("the window to go", async () => !(await this.windows()).some((it) => it.includes(title)));
  }

  /** Types a path into the desktop's dialog for choosing a file, as a person without a mouse would. */
  async answerFileDialog(path: string): Promise<void> {
    await until("the dialog", async () => (await this.windows()).includes("Open File"));
    const { env } = this;
    // The first stroke opens the dialog's field, which needs a moment; the path then replaces it.
    await run("xdotool", ["key", "slash", "sleep", "1", "key", "ctrl+a"], { env });
    await run("xdotool", ["type", "--delay", "25", path], { env });
    await run("xdotool", ["key", "Return"], { env });
    await until("its end", async () => !(await this.windows()).includes("Open File"));
  }

  /** Takes a picture of everything that can be seen, where the means are there. */
  async shot(file: string): Promise<void> {
    await run("import", ["-window", "root", file], { env: this.env }).catch(() => undefined);
  }

  /** The titles of the windows that can be seen. */
  async windows(): Promise<string[]> {
    const search = ["search", "--onlyvisible", "--name", ".+", "getwindowname", "%@"];
    const { stdout } = await run("xdotool", search, { env: this.env }).catch(() => ({ stdout: "" }));
    return stdout.split("\n").filter((title) => title !== "");
  }

  async stop(): Promise<void> {
    for (const program of this.programs.reverse()) program.kill();
    await pause(200);
    await rm(this.home, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Starts a program on this desktop; it ends with the desktop at the latest. */
  spawn(program: string, words: string[], more: NodeJS.ProcessEnv = {}): ChildProcess {
    const child = spawn(program, words, {
      env: { ...this.env, ...more },
      stdio: ["ignore", "pipe", "ignore"],
    });
    this.programs.push(child);
    return child;
  }

  async startNotifications(): Promise<void> {
    const script = join(this.home, "note.sh");
    const log = join(this.home, "notifications");
    await writeFile(
      script,
      `#!/bin/sh\necho "$DUNST_SUMMARY | $DUNST_BODY" | tr '\\n' ' ' >> ${log}; echo >> ${log}\n`,
      {
        mode: 0o755,
      },
    );
    const config = join(this.home, "config", "dunst");
    await mkdir(config, { recursive: true });
    const choose = join(this.home, "choose.sh");
    const choice = join(this.home, "choice");
    await writeFile(choose, `#!/bin/sh\ngrep -F -m 1 "$(cat ${choice})"\n`, { mode: 0o755 });
    await writeFile(join(config, "dunstrc"), dunstrc(script, choose));
    this.spawn("dunst", []);
    const ready = () =>
      run("dunstctl", ["is-paused"], { env: this.env }).then(
        () => true,
        () => false,
      );
    await until("notifications", ready);
  }
}

async function firstLine(program: ChildProcess): Promise<string> {
  if (program.stdout) {
    for await (const line of createInterface(program.stdout)) return line.trim();
  }
  throw new Error(`${program.spawnfile} ended without a word`);
}
