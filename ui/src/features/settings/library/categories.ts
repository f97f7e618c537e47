import type { PreferenceCount } from "@/ipc";

export interface Category {
  name: string;
  values: PreferenceCount[];
}

/** The library as it is read: category by category, in its order. */
export function categoriesOf(library: readonly PreferenceCount[]): Category[] {
  const groups = new Map<string, PreferenceCount[]>();
  for (const each of library) {
    const { category } = each.preference;
    groups.set(category, [...(groups.get(category) ?? []), each]);
  }
  return [...groups].map(([name, values]) => ({ name, values }));
}
