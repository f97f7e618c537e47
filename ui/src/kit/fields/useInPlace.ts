import { type KeyboardEvent, type RefObject, useId, useLayoutEffect, useRef, useState } from "react";
import { useT } from "@/i18n";
import { fieldProblem, problemOf, problemWords } from "../feedback/problem";
import { isComposing } from "../keys/ime";

export interface InPlaceOptions {
  /** The name Rust knows the field by. */
  field: string;
  /** Tells fields of the same name apart, as in `fieldProblem`. */
  of?: string;
  value: string;
  /** What was typed, and what stood there when the typing began. */
  onSave: (text: string, before: string) => Promise<unknown>;
  /** Grows with its text; Ctrl+Enter saves, Enter is a new line. */
  isLong?: boolean;
  /** What stands there as long as nobody is in it, where not all of it may be seen. */
  masked?: (value: string) => string;
  /** After Esc, or after leaving it as it was. */
  onLeave?: () => void;
}

/**
 * Text that is a field as soon as one is in it: Enter saves, Esc takes back, leaving saves too. A refusal keeps what
 * was typed. Where somebody else was faster, only a press decides whose text stands.
 */
export function useInPlace({ field, of, value, onSave, isLong, masked, onLeave }: InPlaceOptions) {
  const t = useT();
  const id = useId();
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const [text, setText] = useState<string>();
  const [error, setError] = useState<unknown>();
  const [isInside, setInside] = useState(false);
  const latest = useRef(text);
  latest.current = text;
  const before = useRef(value);
  if (text === undefined) before.current = value;
  // Nobody can mend what they cannot see.
  const shown = text ?? (masked && !isInside ? masked(value) : value);
  const isChanged = error !== undefined && problemOf(error).kind === "conflict";
  const problem =
    error === undefined || isChanged
      ? undefined
      : (fieldProblem(t, error, field, of) ?? problemWords(t, error).text);
  useGrowing(input, shown, isLong);

  async function save() {
    if (text === undefined) return onLeave?.();
    if (text.trim() === value.trim()) return takeBack();
    // Who saves after a conflict has seen what stands there now.
    if (isChanged) before.current = value;
    setError(undefined);
    try {
      await onSave(text.trim(), before.current);
      before.current = text.trim();
      // Whoever came back meanwhile and typed on keeps that.
      setText((now) => (now === text ? undefined : now));
    } catch (thrown) {
      // Where it was taken back or changed meanwhile, the refusal speaks of what no longer stands there.
      if (latest.current !== text) return;
      setError(thrown);
      // Unless one has gone on to something else.
      if (document.activeElement === document.body) input.current?.focus();
    }
  }

  function takeBack() {
    setText(undefined);
    setError(undefined);
    onLeave?.();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event)) return;
    if (event.key === "Escape") {
      takeBack();
      // Once the old text stands there again, so that leaving saves nothing.
      requestAnimationFrame(() => input.current?.blur());
    } else if (event.key === "Enter" && (!isLong || event.ctrlKey || event.metaKey)) {
      if (isChanged) void save();
      else input.current?.blur();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return {
    id,
    /** What is typed and not saved. */
    text,
    problem,
    /** Whether somebody else changed it meanwhile. */
    isChanged,
    save: () => void save(),
    takeBack,
    control: {
      id,
      ref: input,
      value: shown,
      autoComplete: "off",
      spellCheck: false,
      "aria-invalid": problem || isChanged ? true : undefined,
      "aria-describedby": problem ? `${id}-error` : undefined,
      onChange: (event: { target: { value: string } }) => setText(event.target.value),
      onKeyDown,
      onFocus: () => setInside(true),
      // Leaving the field must not overwrite what another has written.
      onBlur: () => {
        setInside(false);
        if (!isChanged) void save();
      },
    },
  };
}

/** Makes a text area as high as its text; WebKit lacks field-sizing. */
function useGrowing(input: RefObject<HTMLTextAreaElement | null>, shown: string, isLong?: boolean) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew whenever the text changes.
  useLayoutEffect(() => {
    if (!isLong || !input.current) return;
    input.current.style.height = "auto";
    input.current.style.height = `${input.current.scrollHeight + 2}px`;
  }, [isLong, shown]);
}
