// A program that believes it is another day: what a week brings cannot be waited for.
import { existsSync } from "node:fs";

const places = [
  "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
  "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
  "/usr/lib64/faketime/libfaketimeMT.so.1",
  "/usr/lib/faketime/libfaketimeMT.so.1",
];

const library = places.find((place) => existsSync(place));

/** Whether this machine can do that (Debian's package `faketime`). */
export const hasClock = library !== undefined;

/** The environment in which a program starts at a moment such as `2026-12-07 10:30:00` in China; from there time goes on. */
export function clockAt(moment: string): Record<string, string> {
  return {
    LD_PRELOAD: library ?? "",
    TZ: "Asia/Shanghai",
    FAKETIME: `@${moment}`,
    // Waits are waits: only the wall clock is another.
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
    DONT_FAKE_MONOTONIC: "1",
  };
}
