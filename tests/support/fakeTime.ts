// A clock that a test turns, in front of a program that knows nothing of it.
import { existsSync, readdirSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pause } from "./desktop";
import type { Folder } from "./programs";

export class FakeTime {
  private constructor(private readonly file: string) {}

  static async beside(folder: Folder): Promise<FakeTime> {
    const time = new FakeTime(join(folder.path, "clock"));
    await time.turn(0);
    return time;
  }

  /** How far the clock stands ahead of the true time, or behind it; the program has seen it on return. */
  async turn(seconds: number): Promise<void> {
    await writeFile(`${this.file}.new`, `${seconds < 0 ? "" : "+"}${seconds}`);
    await rename(`${this.file}.new`, this.file);
    // A program looks at the clock's file once a second.
    await pause(1_200);
  }

  /** What the program is started with. Timers go on truly, as they do when a person sets the clock. */
  env(): NodeJS.ProcessEnv {
    const places = readdirSync("/usr/lib").map((part) =>
      join("/usr/lib", part, "faketime/libfaketimeMT.so.1"),
    );
    const library = places.find(existsSync);
    if (library === undefined) throw new Error("libfaketime is missing");
    return {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: this.file,
      FAKETIME_CACHE_DURATION: "1",
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
      DONT_FAKE_MONOTONIC: "1",
      NO_FAKE_STAT: "1",
    };
  }
}
