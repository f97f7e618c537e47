import type { CustomChoice, CustomField } from "@/ipc";

/** The fields with one of them moved by so many places; at the ends it stays. */
export function movedField(fields: readonly CustomField[], from: number, by: number): CustomField[] {
  const to = from + by;
  const field = fields[from];
  if (!field || to < 0 || to >= fields.length) return [...fields];
  const rest = fields.filter((_, at) => at !== from);
  return [...rest.slice(0, to), field, ...rest.slice(to)];
}

export const withField = (fields: readonly CustomField[], changed: CustomField): CustomField[] =>
  fields.map((field) => (field.id === changed.id ? changed : field));

/**
 * The choices with one more. Its number was never used by those that are left, and customers keep the number, so it
 * is the highest and one.
 */
export function withChoice(choices: readonly CustomChoice[], text: string): CustomChoice[] {
  const highest = Math.max(0, ...choices.map(({ number }) => number));
  return [...choices, { number: highest + 1, text }];
}
