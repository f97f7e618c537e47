import { say } from "../support/words";
import { expect, test } from "./window";

test("the window opens on the first run, has a title, and its commands are answered", async ({
  desktop,
  open,
}) => {
  const window = await open();
  await window.reads(say("en", "firstRun.title"));
  const status = await window.command<{ shop: unknown; version: string }>("shop.status");
  expect(status.shop).toBeNull();
  expect(status.version).toMatch(/^\d+\.\d+\.\d+$/);
  // An error comes with its kind, as a rejected promise.
  await expect(window.command("dossier.page", { id: crypto.randomUUID() })).rejects.toThrow("notFound");
  await expect.poll(() => desktop.windows()).toContain(say("zh-CN", "app.name"));
});

test("the page can ask the shell for nothing but its own", async ({ open }) => {
  const window = await open();
  await window.reads(say("en", "firstRun.title"));
  const call = (name: string, args: object) =>
    window.promised(`window.__TAURI_INTERNALS__.invoke(${JSON.stringify(name)}, ${JSON.stringify(args)})`);
  for (const name of [
    "plugin:window|set_title",
    "plugin:notification|notify",
    "plugin:autostart|enable",
    "plugin:event|emit",
    "plugin:path|resolve_directory",
  ]) {
    await expect(call(name, {}), name).rejects.toThrow(/not allowed/);
  }
  // No foreign script, no foreign address.
  await expect(window.promised("fetch('http://127.0.0.1:9/')")).rejects.toThrow();
  expect(await window.run("try { return new Function('return 1')() } catch { return 'refused' }")).toBe(
    "refused",
  );
});
