import { test as base, expect } from "@playwright/test";
import { Desktop } from "../support/desktop";
import { Folder } from "../support/programs";
import { Window } from "../support/window";

interface Fixtures {
  desktop: Desktop;
  folder: Folder;
  /** Opens the program on the folder; what is still open at the end is closed. */
  open: (env?: NodeJS.ProcessEnv) => Promise<Window>;
}

export const test = base.extend<Fixtures>({
  desktop: async ({}, use) => {
    const desktop = await Desktop.start();
    await use(desktop);
    await desktop.stop();
  },
  folder: async ({}, use) => {
    const folder = await Folder.make();
    await use(folder);
    await folder.remove();
  },
  open: async ({ desktop, folder }, use, info) => {
    const windows: Window[] = [];
    await use(async (env) => {
      const window = await Window.open(desktop, folder, env);
      windows.push(window);
      return window;
    });
    if (info.status !== info.expectedStatus) await desktop.shot(info.outputPath("desktop.png"));
    for (const window of windows) await window.close();
  },
});

export { expect };
