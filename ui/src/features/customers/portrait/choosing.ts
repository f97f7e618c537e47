import type { Id, Preference, PreferenceCount } from "@/ipc";
import type { PickerOption } from "@/kit";

export type PreferenceId = Id<"PreferenceId">;

/** One thing that Enter does in the box of preferences. */
export interface Choice extends PickerOption {
  /** A preference of the library … */
  known?: Preference;
  /** … or a new value for it … */
  fresh?: { category: string; value: string };
  /** … or nothing, as they have it already: an Enter too many must not make a second word for it. */
  isTaken?: boolean;
}

const mostOffered = 12;

/** The marks between a category and its value, full-width ones included. */
const between = /[:\uff1a/]/;

interface Asked {
  text: string;
  library: readonly PreferenceCount[];
  /** Those the customer has. */
  chosen: readonly PreferenceId[];
  /** What the categories of a shop without a library may be. */
  usualCategories: readonly string[];
  newLabel: (value: string, category: string) => string;
  takenLabel: (category: string) => string;
}

const place = ({ preference }: PreferenceCount, text: string): number => {
  const value = preference.value.toLowerCase();
  if (value === text) return 0;
  if (value.startsWith(text)) return 1;
  if (value.includes(text)) return 2;
  return preference.category.toLowerCase().includes(text) ? 3 : -1;
};

/**
 * What fits the typed text: values of the library, the most usual first among equals, and then the text itself as a
 * new value of each category. `category: value` means that category alone, known or new.
 */
export function choicesFor(asked: Asked): Choice[] {
  const { text, library, chosen } = asked;
  const typed = text.trim();
  const [before, ...rest] = typed.split(between).map((part) => part.trim());
  const named = rest.length > 0 && before ? { category: before, value: rest.join(" ").trim() } : undefined;
  const wanted = (named?.value ?? typed).toLowerCase();
  const isTaken = ({ preference }: PreferenceCount) => chosen.includes(preference.id);
  const fits = library
    .filter((counted) => typed !== "" || !isTaken(counted))
    .filter(({ preference }) => !named || preference.category === named.category)
    .map((counted) => ({ counted, at: place(counted, wanted) }))
    .filter(({ at }) => at >= 0)
    .sort(
      (a, b) =>
        a.at - b.at ||
        Number(isTaken(a.counted)) - Number(isTaken(b.counted)) ||
        b.counted.customers - a.counted.customers,
    )
    .slice(0, mostOffered)
    .map(({ counted }): Choice => {
      const { id, value: label, category } = counted.preference;
      return isTaken(counted)
        ? { id, label, detail: asked.takenLabel(category), isTaken: true }
        : { id, label, detail: category, known: counted.preference };
    });
  return [...fits, ...freshFor(named, typed, asked)];
}

function freshFor(
  named: { category: string; value: string } | undefined,
  typed: string,
  { library, usualCategories, newLabel }: Pick<Asked, "library" | "usualCategories" | "newLabel">,
): Choice[] {
  const value = named ? named.value : typed;
  if (value === "") return [];
  const known = [...new Set(library.map(({ preference }) => preference.category))];
  const categories = named ? [named.category] : known.length > 0 ? known : usualCategories;
  const has = (category: string) =>
    library.some(({ preference }) => preference.category === category && preference.value === value);
  return categories
    .filter((category) => !has(category))
    .map((category) => ({
      id: `new ${category}`,
      label: newLabel(value, category),
      fresh: { category, value },
    }));
}

/** What a customer likes, by category in the order of the library. */
export function byCategory(library: readonly PreferenceCount[], chosen: readonly PreferenceId[]) {
  const groups = new Map<string, Preference[]>();
  for (const { preference } of library) {
    if (!chosen.includes(preference.id)) continue;
    groups.set(preference.category, [...(groups.get(preference.category) ?? []), preference]);
  }
  return [...groups];
}
