import { useQuery } from "@tanstack/react-query";
import { useLanguage, useT } from "@/i18n";
import type { Rule } from "@/ipc";
import { savedViews, useLibrary } from "@/whom";
import { choices, needsPreferences } from "./audience";
import { scriptList } from "./queries";
import type { Naming } from "./words";

/** What rules name and the shop defined: its views, levels, fields, benefits and scripts. */
export function useShop(rules: readonly Rule[]): Naming {
  const t = useT();
  const language = useLanguage();
  const library = useLibrary(needsPreferences(rules));
  const views = useQuery(savedViews());
  const scripts = useQuery(scriptList());
  return {
    t,
    language,
    library,
    known: choices(t, library, views.data ?? []),
    scripts: scripts.data?.scripts ?? [],
  };
}
