import { defineConfig } from "@playwright/test";

// Quiet on machines without a graphics card or a network.
const chromium = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export default defineConfig({
  outputDir: ".output",
  reporter: [["list"]],
  forbidOnly: true,
  projects: [
    {
      name: "screens",
      testDir: "e2e",
      timeout: 120_000,
      use: {
        launchOptions: { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: chromium },
        viewport: { width: 1280, height: 800 },
        screenshot: "only-on-failure",
        trace: "retain-on-failure",
      },
    },
    {
      // The real window has one desktop to itself: its tests follow each other.
      name: "window",
      testDir: "window",
      timeout: 180_000,
      workers: 1,
    },
  ],
});
