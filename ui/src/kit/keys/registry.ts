import { isComposing } from "./ime";

export interface Shortcut {
  /** A chord such as `mod+k`, or chords one after the other such as `g t`. */
  keys: string;
  label: string;
  group?: string;
  run: (event: KeyboardEvent) => void;
  /** Also while a text field has the focus, or above an open dialog. */
  everywhere?: boolean;
  /** Also while a text field has the focus, but not behind an open dialog. */
  inFields?: boolean;
  /** A second way to the same thing, left out of the list. */
  unlisted?: boolean;
  /** Answered by the component that has the focus; here only to be listed. */
  listedOnly?: boolean;
}

interface Entry {
  shortcut: () => Shortcut;
  layer: number;
}

const sequenceMs = 1200;
const entries: Entry[] = [];
const listeners = new Set<() => void>();
let layers: number[] = [0];
let nextLayer = 1;
let pending: { chord: string; at: number } | undefined;
let snapshot: Shortcut[] = [];

function changed() {
  snapshot = entries.map((entry) => entry.shortcut());
  for (const listener of listeners) listener();
}

export const newLayer = () => nextLayer++;

/** A dialog opens a layer: until it closes, only its own shortcuts and those marked `everywhere` answer. */
export function openLayer(layer: number): () => void {
  layers.push(layer);
  return () => {
    layers = layers.filter((other) => other !== layer);
  };
}

export function register(shortcut: () => Shortcut, layer: number): () => void {
  const entry = { shortcut, layer };
  entries.push(entry);
  changed();
  return () => {
    entries.splice(entries.indexOf(entry), 1);
    changed();
  };
}

export const allShortcuts = () => snapshot;

export function watchShortcuts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function chordOf(event: KeyboardEvent): string {
  const key = event.key === " " ? "space" : event.key.toLowerCase();
  const letter = /^[a-z]$/.test(key);
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push("mod");
  if (event.altKey) parts.push("alt");
  // Signs such as `?` already carry their Shift.
  if (event.shiftKey && (letter || key.length > 1)) parts.push("shift");
  parts.push(key);
  return parts.join("+");
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('[role="menu"], [role="listbox"], [role="spinbutton"]')) return true;
  const field = target.closest("input, textarea, select, [contenteditable=true], [contenteditable='']");
  return (
    field !== null &&
    !(field instanceof HTMLInputElement && /^(checkbox|radio|button|submit|range)$/.test(field.type))
  );
}

function find(chord: string, typing: boolean): Shortcut | undefined {
  const top = layers[layers.length - 1];
  for (const entry of [...entries].reverse()) {
    const shortcut = entry.shortcut();
    if (shortcut.keys !== chord || shortcut.listedOnly) continue;
    if (shortcut.everywhere || (entry.layer === top && (!typing || shortcut.inFields))) return shortcut;
  }
  return undefined;
}

const isAlone = (event: KeyboardEvent) => /^(Shift|Control|Alt|Meta|Process)$/.test(event.key);

/**
 * On the way down to what has the focus: a focused button would take Ctrl+Enter for a press of its own. A chord with
 * Ctrl that is registered means the same wherever the focus is.
 */
export function onModKeyDown(event: KeyboardEvent) {
  if (!(event.ctrlKey || event.metaKey) || isComposing(event) || isAlone(event)) return;
  const shortcut = find(chordOf(event), isTyping(event.target));
  if (!shortcut) return;
  pending = undefined;
  event.preventDefault();
  event.stopPropagation();
  shortcut.run(event);
}

export function onKeyDown(event: KeyboardEvent) {
  if (event.defaultPrevented || isComposing(event) || isAlone(event)) return;
  const chord = chordOf(event);
  const typing = isTyping(event.target);
  const first = pending && event.timeStamp - pending.at < sequenceMs ? pending.chord : undefined;
  pending = undefined;
  const shortcut = (first && find(`${first} ${chord}`, typing)) || find(chord, typing);
  if (shortcut) {
    event.preventDefault();
    shortcut.run(event);
  } else if (!typing && entries.some((entry) => entry.shortcut().keys.startsWith(`${chord} `))) {
    pending = { chord, at: event.timeStamp };
  }
}
