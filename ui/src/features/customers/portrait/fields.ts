import type { CustomerDraft, CustomValue, Id, Portrait } from "@/ipc";

export type FieldId = Id<"FieldId">;

/** Values of the shop's own fields; `null` takes one away. */
export type OwnValues = { [field in FieldId]?: CustomValue | null };

/** Any fields of a customer, the portrait's among them, each of its own: a change names those it changes. */
export type Fields = Partial<Omit<CustomerDraft, "portrait"> & Omit<Portrait, "custom">> & {
  own?: OwnValues;
};

type InPortrait = Exclude<keyof Portrait, "custom">;

// Written out so that a new field of the portrait does not compile until it has its place here.
const ofPortrait: Record<InPortrait, true> = {
  reaches: true,
  anniversaries: true,
  region: true,
  industry: true,
  introducedBy: true,
  employer: true,
  role: true,
  hours: true,
  character: true,
  owner: true,
  importance: true,
  urgency: true,
  consent: true,
  preferences: true,
};

/** A draft with these fields in place of what it holds there. */
export function withFields(draft: CustomerDraft, { own, ...fields }: Fields): CustomerDraft {
  const named = Object.entries(fields);
  const head = Object.fromEntries(named.filter(([name]) => !(name in ofPortrait)));
  const portrait: Portrait = Object.fromEntries(named.filter(([name]) => name in ofPortrait));
  if (own) portrait.custom = withOwn(draft.portrait?.custom ?? [], own);
  if (Object.keys(portrait).length === 0) return { ...draft, ...head };
  return { ...draft, ...head, portrait: { ...draft.portrait, ...portrait } };
}

function withOwn(entries: NonNullable<Portrait["custom"]>, own: OwnValues) {
  const kept = entries.filter(({ field }) => !(field in own));
  const changed = Object.entries(own) as [FieldId, CustomValue | null][];
  return [...kept, ...changed.flatMap(([field, value]) => (value === null ? [] : [{ field, value }]))];
}

/** The same, in whatever order its keys came. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const [inA, inB] = [Object.entries(a), Object.entries(b)];
  return (
    inA.length === inB.length && inA.every(([key, value]) => isSame(value, (b as typeof a)[key as never]))
  );
}

/** What a waiting change starts from, now that fields went `from` one value `to` another. */
export function moved(fields: Fields, from: Fields, to: Fields): Fields {
  const next = step({ ...fields, own: undefined }, { ...from, own: undefined }, to);
  if (!fields.own) return next;
  return { ...next, own: step(fields.own, from.own ?? {}, to.own ?? {}) };
}

function step<F extends object>(fields: F, from: F, to: F): F {
  const steps = (Object.keys(fields) as (keyof F)[])
    .filter((name) => fields[name] !== undefined && name in from && isSame(fields[name], from[name]))
    .map((name) => [name, to[name]]);
  const next = { ...fields, ...Object.fromEntries(steps) };
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined)) as F;
}
