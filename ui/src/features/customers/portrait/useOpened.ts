import { useState } from "react";

interface State {
  names: readonly string[];
  /** Whoever was asked for last and is still there. */
  latest?: string;
}

/** Empty fields that somebody asked for; the last one takes the focus. Left empty, they go again. */
export function useOpened() {
  const [{ names, latest }, setState] = useState<State>({ names: [] });
  const open = (name: string) =>
    setState((now) => ({ names: [...now.names.filter((other) => other !== name), name], latest: name }));
  // The focus goes where the person goes, not back to what was asked for before.
  const close = (name: string) => setState((now) => ({ names: now.names.filter((other) => other !== name) }));
  return {
    open,
    close,
    isOpen: (name: string) => names.includes(name),
    isLatest: (name: string) => latest === name,
  };
}

export type Opened = ReturnType<typeof useOpened>;
