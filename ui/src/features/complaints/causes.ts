import type { Cause } from "@/ipc";
import type { Option } from "@/kit";

/** A cause and those above it, the topmost first. */
export function causePath(causes: readonly Cause[], id: string | null): string[] {
  const path: string[] = [];
  for (let next = causes.find((cause) => cause.id === id); next && path.length < 20; ) {
    path.unshift(next.name);
    const parent: string | null = next.parent;
    next = causes.find((cause) => cause.id === parent);
  }
  return path;
}

/** Causes to choose from, each with what lies above it; retired ones only where one filters by them. */
export function causeOptions(causes: readonly Cause[], withRetired = false): Option[] {
  return causes
    .filter((cause) => withRetired || !cause.retired)
    .map((cause) => ({ value: cause.id, label: causePath(causes, cause.id).join(" › ") }));
}
