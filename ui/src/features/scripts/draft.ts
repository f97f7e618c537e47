import type { Fits, ScriptDraft, ScriptView, Variable } from "@/ipc";
import type { ScriptId } from "./queries";

/** Every set is there, filled or not. */
export interface Draft {
  title: string;
  text: string;
  fits: Required<Fits>;
  enabled: boolean;
}

/** What was typed and is not saved, with the version that it began from; `new` for one that is none yet. */
interface Unsaved {
  draft: Draft;
  base: number | null;
}

/** Kept until the window closes: looking at another script must not cost what was typed. */
const unsaved = new Map<ScriptId | "new", Unsaved>();

export const unsavedOf = (id: ScriptId | "new") => unsaved.get(id);
export const keepUnsaved = (id: ScriptId | "new", kept: Unsaved) => unsaved.set(id, kept);
export const forgetUnsaved = (id: ScriptId | "new") => unsaved.delete(id);

const filled = (fits: Fits | undefined): Required<Fits> => ({
  occasions: fits?.occasions ?? [],
  segments: fits?.segments ?? [],
  stages: fits?.stages ?? [],
  channels: fits?.channels ?? [],
  characters: fits?.characters ?? [],
});

export const draftOf = (
  { title, text, fits, enabled }: ScriptDraft,
  shown: (text: string) => string,
): Draft => ({
  title,
  text: shown(text),
  fits: filled(fits),
  enabled: enabled ?? true,
});

export const emptyDraft = (fits: Fits): Draft => ({ title: "", text: "", fits: filled(fits), enabled: true });

const slot = /\{\{\s*([A-Za-z]+)\s*(?=[|}])/g;

/** A text as people write it: the file's keys of variables as the names that screens give them. */
export const withNames = (text: string, nameOf: (key: string) => string | undefined): string =>
  text.replace(slot, (whole, key: string) => {
    const name = nameOf(key);
    return name === undefined ? whole : `{{${name}`;
  });

/** Puts a variable where the caret stands, and says where it stands afterwards. */
export function insertAt(
  text: string,
  from: number,
  to: number,
  name: string,
): { text: string; caret: number } {
  const put = `{{${name}}}`;
  return { text: text.slice(0, from) + put + text.slice(to), caret: from + put.length };
}

export interface Wanted {
  text?: string | undefined;
  occasion?: string | undefined;
  segment?: string | undefined;
  stage?: string | undefined;
  channel?: string | undefined;
  archived?: boolean | undefined;
}

/** Whether a script belongs in the list: it says what is looked for and fits whom it is looked for. */
export function isWanted(
  { draft, archived }: ScriptView,
  wanted: Wanted,
  shown: (text: string) => string,
): boolean {
  if (archived !== (wanted.archived ?? false)) return false;
  const { occasions, segments, stages, channels } = filled(draft.fits);
  const fits = (set: readonly string[], value: string | undefined) =>
    value === undefined || set.length === 0 || set.includes(value);
  const words = (wanted.text ?? "").trim().toLowerCase();
  return (
    fits(occasions, wanted.occasion) &&
    fits(segments, wanted.segment) &&
    fits(stages, wanted.stage) &&
    fits(channels, wanted.channel) &&
    (words === "" || `${draft.title}\n${shown(draft.text)}`.toLowerCase().includes(words))
  );
}

/** The variables in the order in which screens offer them; those at the end are always asked for. */
export const variables: readonly Variable[] = [
  "customer",
  "company",
  "level",
  "nextLevel",
  "toNext",
  "points",
  "benefits",
  "expiring",
  "expiringDay",
  "lastItem",
  "lastDay",
  "daysAway",
  "preference",
  "birthday",
  "staff",
  "shop",
  "subject",
  "item",
  "day",
  "offer",
  "remedy",
  "solution",
  "festival",
  "example",
];
export const firstAsked = variables.indexOf("subject");
