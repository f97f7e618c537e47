import type { Cause, Id } from "@/ipc";

export type CauseId = Id<"CauseId">;

export interface Line {
  cause: Cause;
  /** Its place among all, as errors name it. */
  at: number;
  /** How many causes lie above it. */
  depth: number;
  isFirst: boolean;
  isLast: boolean;
}

/** The causes line by line: each with what lies under it right below. */
export function linesOf(causes: readonly Cause[]): Line[] {
  const under = (parent: CauseId | null, depth: number): Line[] => {
    const siblings = causes
      .map((cause, at) => ({ cause, at }))
      .filter(({ cause }) => cause.parent === parent);
    return siblings.flatMap(({ cause, at }, place) => [
      { cause, at, depth, isFirst: place === 0, isLast: place === siblings.length - 1 },
      ...under(cause.id, depth + 1),
    ]);
  };
  return under(null, 0);
}

/** A cause and all that lie under it. */
export function branchOf(causes: readonly Cause[], id: CauseId): Set<CauseId> {
  const branch = new Set([id]);
  for (const { cause } of linesOf(causes)) if (cause.parent && branch.has(cause.parent)) branch.add(cause.id);
  return branch;
}

/** Moved past the one above or below it of those under the same cause, with all that lies under it. */
export function moved(causes: readonly Cause[], id: CauseId, by: 1 | -1): Cause[] {
  const parent = causes.find((cause) => cause.id === id)?.parent ?? null;
  const siblings = causes.filter((cause) => cause.parent === parent);
  const from = siblings.findIndex((cause) => cause.id === id);
  const other = siblings[from + by];
  const self = siblings[from];
  if (!self || !other) return [...causes];
  const swapped = causes.map((cause) => (cause.id === id ? other : cause.id === other.id ? self : cause));
  return inOrder(swapped);
}

/** Another one, last of those under the same cause. */
export const withAnother = (causes: readonly Cause[], id: CauseId, parent: CauseId | null): Cause[] =>
  inOrder([...causes, { id, parent, name: "", retired: false }]);

/** Without one that was never saved, nor what was put under it since. */
export function without(causes: readonly Cause[], id: CauseId): Cause[] {
  const branch = branchOf(causes, id);
  return causes.filter((cause) => !branch.has(cause.id));
}

/** Not offered any more, with all under it. Brought back, so is what is above it: nobody would find it otherwise. */
export function retired(causes: readonly Cause[], id: CauseId, isRetired: boolean): Cause[] {
  const touched = isRetired ? branchOf(causes, id) : lineageOf(causes, id);
  return causes.map((cause) => (touched.has(cause.id) ? { ...cause, retired: isRetired } : cause));
}

/** The names of a cause and those above it, the topmost first. */
export const pathOf = (causes: readonly Cause[], id: CauseId): string[] =>
  [...lineageOf(causes, id)].reverse().map((each) => causes.find((cause) => cause.id === each)?.name ?? "");

function lineageOf(causes: readonly Cause[], id: CauseId): Set<CauseId> {
  const lineage = new Set<CauseId>();
  let next = causes.find((cause) => cause.id === id);
  while (next && !lineage.has(next.id)) {
    lineage.add(next.id);
    const { parent } = next;
    next = causes.find((cause) => cause.id === parent);
  }
  return lineage;
}

const inOrder = (causes: readonly Cause[]): Cause[] => linesOf(causes).map(({ cause }) => cause);
