// What neither the compiler nor the linter sees: who may import whom, and where words may stand.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const src = import.meta.dirname;
const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => /\.tsx?$/.test(file) && file !== "gallery.tsx");
const text = (file: string) => readFileSync(join(src, file), "utf8");

function imports(file: string): string[] {
  const found = [...text(file).matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1] ?? "");
  return found.map((target) => {
    if (target.startsWith("@/")) return target.slice(2);
    if (target.startsWith("."))
      return relative(src, resolve(src, dirname(file), target)).replaceAll("\\", "/");
    return target;
  });
}

const offenders = (where: RegExp, isWrong: (target: string, file: string) => boolean) =>
  files
    .filter((file) => where.test(file))
    .flatMap((file) =>
      imports(file)
        .filter((target) => isWrong(target, file))
        .map((target) => `${file} imports ${target}`),
    );

const room = (path: string) => /^features\/([^/]+)/.exec(path)?.[1];

test("rooms never import each other, nor the house around them", () => {
  const wrong = offenders(
    /^features\//,
    (target, file) =>
      (room(target) !== undefined && room(target) !== room(file)) || target.startsWith("app/"),
  );
  expect(wrong).toEqual([]);
});

test("the kit knows no feature, no command and no shell", () => {
  expect(offenders(/^kit\//, (target) => /^(features|app|ipc)\b/.test(target))).toEqual([]);
});

test("only ipc knows the desktop shell", () => {
  expect(offenders(/^(?!ipc\/)/, (target) => target.startsWith("@tauri-apps/"))).toEqual([]);
});

test("no Chinese text outside i18n", () => {
  // The comments in the generated bindings name the Chinese words of the domain.
  const wrong = files.filter(
    (file) => !/\.test\.tsx?$|^ipc\/bindings\.ts$/.test(file) && /\p{Script=Han}/u.test(text(file)),
  );
  expect(wrong).toEqual([]);
});

test("one helper asks the input method, and nobody sets raw HTML", () => {
  const asks = files.filter(
    (file) => !/ime\.ts$|\.test\.tsx?$/.test(file) && /\.isComposing\b|\b229\b/.test(text(file)),
  );
  expect(asks).toEqual([]);
  expect(
    files.filter((file) => /dangerouslySetInnerHTML/.test(text(file)) && !file.endsWith("tidy.test.ts")),
  ).toEqual([]);
});
