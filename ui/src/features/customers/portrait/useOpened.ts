import { useState } from "react";

/** Empty fields that somebody asked for; the last one takes the focus. Left empty, they go again. */
export function useOpened() {
  const [opened, setOpened] = useState<readonly string[]>([]);
  const open = (name: string) => setOpened((now) => [...now.filter((other) => other !== name), name]);
  const close = (name: string) => setOpened((now) => now.filter((other) => other !== name));
  return {
    open,
    close,
    isOpen: (name: string) => opened.includes(name),
    isLatest: (name: string) => opened.at(-1) === name,
  };
}

export type Opened = ReturnType<typeof useOpened>;
