import { useState } from "react";

/** A copy to type in. What is saved shows through until then, also when it changes from elsewhere. */
export function useEdit<V>(saved: V) {
  const [draft, setDraft] = useState<V | null>(null);
  const value = draft ?? saved;
  return {
    value,
    isDirty: draft !== null && JSON.stringify(draft) !== JSON.stringify(saved),
    change: (part: Partial<V>) => setDraft({ ...value, ...part }),
    drop: () => setDraft(null),
  };
}
