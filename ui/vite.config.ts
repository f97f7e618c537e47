import { fileURLToPath } from "node:url";
import optimizeLocales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [react(), { ...optimizeLocales.vite({ locales: ["zh-CN", "en-US"] }), enforce: "pre" }],
  resolve: { alias: { "@": here("./src") } },
  server: {
    port: 5173,
    strictPort: true,
    // The icon's one source lies beside this package.
    fs: { allow: [here("."), here("../icons")] },
    // For work on the screens against `huikectl serve`.
    proxy: process.env.HUIKE_HOST
      ? { "/api": process.env.HUIKE_HOST, "/events": process.env.HUIKE_HOST }
      : undefined,
  },
  build: {
    target: ["safari16", "chrome109"],
    // The content policy allows no data: addresses.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      // What the first screen needs comes at one asking: each more would wait for the one before it.
      output: { codeSplitting: { groups: [{ name: "first", tags: ["$initial"] }] } },
    },
  },
  test: { environment: "jsdom", include: ["src/**/*.test.{ts,tsx}"] },
});
