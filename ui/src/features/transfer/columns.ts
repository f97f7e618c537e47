import type { Preview } from "@/ipc";

/** What a person said about columns, beside what was recognised: field to heading, or to nothing. */
export type Choices = Readonly<Record<string, string>>;

/** The field a heading stands for, recognised or told. */
export const fieldOf = ({ map }: Preview, heading: string): string | undefined =>
  Object.keys(map).find((field) => map[field] === heading);

/** A column now stands for this field, or for none. A field has one column, and a column one field. */
export function choose(
  preview: Preview,
  before: Choices,
  heading: string,
  field: string | undefined,
): Choices {
  const after: Record<string, string> = { ...before };
  const old = fieldOf(preview, heading);
  if (old) after[old] = "";
  if (field) after[field] = heading;
  return after;
}
