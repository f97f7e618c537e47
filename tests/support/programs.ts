// The two programs under test, and a folder of data for each test.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const built = (name: string) => resolve(import.meta.dirname, "../../target/debug", name);

/** The window's program. */
export const huike = process.env.HUIKE ?? built("huike");

/** The program without a window. */
export const huikectl = process.env.HUIKECTL ?? built("huikectl");

/** A data folder that nobody else has. */
export class Folder {
  private constructor(readonly path: string) {}

  static async make(): Promise<Folder> {
    return new Folder(await mkdtemp(join(tmpdir(), "huike-")));
  }

  /** Runs `huikectl` on the data here and reads its answer. */
  async ctl<Answer = unknown>(...words: string[]): Promise<Answer> {
    const { stdout } = await promisify(execFile)(huikectl, ["--data", this.path, "--json", ...words]);
    return (stdout.trim() === "" ? undefined : JSON.parse(stdout)) as Answer;
  }

  remove(): Promise<void> {
    return rm(this.path, { recursive: true, force: true });
  }
}
