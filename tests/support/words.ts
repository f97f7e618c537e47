import { readFileSync } from "node:fs";
import { resolve } from "node:path";

export type Language = "zh-CN" | "en";
export const languages: readonly Language[] = ["zh-CN", "en"];

const read = (language: Language) =>
  JSON.parse(readFileSync(resolve(import.meta.dirname, `../../ui/src/i18n/${language}.json`), "utf8"));
const texts: Record<Language, unknown> = { "zh-CN": read("zh-CN"), en: read("en") };

/** The text at a dotted key, as the screens say it. A key that is gone is an error, not a text. */
export function say(
  language: Language,
  key: string,
  variables: Record<string, string | number> = {},
): string {
  let found: unknown = texts[language];
  for (const part of key.split(".")) found = (found as Record<string, unknown> | undefined)?.[part];
  if (typeof found !== "string") throw new Error(`no text ${key} in ${language}`);
  return found.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(variables[name] ?? whole));
}

export const english = (key: string, variables?: Record<string, string | number>) =>
  say("en", key, variables);
