import { expect, test } from "vitest";
import en from "@/i18n/en.json";
import type { CommandProblem, FileProblem, InvalidCode, UndoRefusal } from "./index";
import { newOperation } from "./index";

test("operation ids are UUIDv7 and never repeat", () => {
  const ids = Array.from({ length: 1000 }, newOperation);
  expect(new Set(ids).size).toBe(1000);
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const seconds = Number.parseInt(ids[0]?.replaceAll("-", "").slice(0, 12) ?? "", 16) / 1000;
  expect(Math.abs(seconds - Date.now() / 1000)).toBeLessThan(60);
});

// The compiler reads these: a kind that Rust adds and nobody words stops the build.
type Sentence = { text: string; next: string };
const kinds: Record<CommandProblem["kind"], Sentence> = en.errors;
const codes: Record<InvalidCode, string> = en.errors.invalid;
const files: Record<FileProblem, Sentence> = en.errors.file;
const refusals: Record<UndoRefusal["why"], Sentence> = en.errors.cannotUndo;

test("every problem is worded", () => {
  for (const group of [kinds, codes, files, refusals]) expect(Object.keys(group).length).toBeGreaterThan(3);
});
