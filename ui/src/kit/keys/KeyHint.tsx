import styles from "./keys.module.css";

const onMac = /Mac|iPhone|iPad/.test(navigator.platform);

const faces: Record<string, string> = {
  mod: onMac ? "⌘" : "Ctrl",
  shift: onMac ? "⇧" : "Shift",
  alt: onMac ? "⌥" : "Alt",
  enter: "Enter",
  escape: "Esc",
  space: "Space",
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
};

/** `"mod+k"` or `"g t"` as keys a person recognises. Says nothing to screen readers: `aria-keyshortcuts` does. */
export function KeyHint({ keys }: { keys: string }) {
  const caps = keys.split(" ").flatMap((chord) => chord.split("+"));
  const seen = new Map<string, number>();
  return (
    <span className={styles.hint} aria-hidden="true">
      {caps.map((cap) => {
        const nth = (seen.get(cap) ?? 0) + 1;
        seen.set(cap, nth);
        return <kbd key={`${cap}${nth}`}>{faces[cap] ?? cap.toUpperCase()}</kbd>;
      })}
    </span>
  );
}
