import { useState } from "react";

/** A copy to type in. What is saved shows through until then, also when it changes from elsewhere. */
export function useEdit<V>(saved: V) {
  const [draft, setDraft] = useState<V | null>(null);
  const value = draft ?? saved;
  return {
    value,
    isDirty: draft !== null && JSON.stringify(draft) !== JSON.stringify(saved),
    /** By what stands there by then: a figure is told when it is left, just after the press that left it. */
    change: (part: Partial<V> | ((before: V) => Partial<V>)) =>
      setDraft((now) => {
        const before = now ?? saved;
        return { ...before, ...(typeof part === "function" ? part(before) : part) };
      }),
    drop: () => setDraft(null),
  };
}
