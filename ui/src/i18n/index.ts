import i18next, { type ParseKeys, type TOptions } from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import { currentLook, setLook } from "@/kit/look/look";
import en from "./en.json";
import zh from "./zh-CN.json";

export type Language = "zh-CN" | "en";
export const languages: Language[] = ["zh-CN", "en"];

/** A key of the language files, such as `customers.title`. */
export type Key = ParseKeys;
export type T = (key: Key, params?: TOptions) => string;

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof en };
    returnNull: false;
  }
}

const wanted = currentLook().language ?? (navigator.language.startsWith("zh") ? "zh-CN" : "en");

i18next.use(initReactI18next).init({
  lng: wanted,
  fallbackLng: "en",
  resources: { "zh-CN": { translation: zh }, en: { translation: en } },
  interpolation: { escapeValue: false },
  initAsync: false,
});
document.documentElement.lang = wanted;

export function setLanguage(language: Language) {
  setLook({ language });
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}

export function useLanguage(): Language {
  return useTranslation().i18n.language === "en" ? "en" : "zh-CN";
}

/** Words for the present language; the component redraws when it changes. */
export function useT(): T {
  return useTranslation().t as unknown as T;
}

/** For code outside components. */
export const words: T = (key, params) => (i18next.t as unknown as T)(key, params);

/** Whether the language files word this; for keys built from what Rust sends. */
export const isWorded = (key: string): key is Key => i18next.exists(key);

/** The same word in each language, so that it is found by either. */
export const inEveryLanguage = (key: Key): string[] =>
  languages.map((language) => i18next.getFixedT(language)(key));
