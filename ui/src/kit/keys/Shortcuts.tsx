import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { useT } from "@/i18n";
import { Dialog } from "../overlays/Dialog";
import { KeyHint } from "./KeyHint";
import styles from "./keys.module.css";
import {
  allShortcuts,
  newLayer,
  onKeyDown,
  onModKeyDown,
  openLayer,
  register,
  type Shortcut,
  watchShortcuts,
} from "./registry";

const Layer = createContext(0);

/** The one place that listens for every shortcut of the program. */
export function ShortcutsProvider({ children }: { children: ReactNode }) {
  useEffect(() => {
    document.addEventListener("keydown", onModKeyDown, { capture: true });
    document.addEventListener("keydown", onKeyDown);
    return () => {
      document.removeEventListener("keydown", onModKeyDown, { capture: true });
      document.removeEventListener("keydown", onKeyDown);
    };
  }, []);
  return <Layer value={0}>{children}</Layer>;
}

/** Wrapped around what a modal dialog shows, so that the page behind it does not answer. */
export function ShortcutLayer({ children }: { children: ReactNode }) {
  const [layer] = useState(newLayer);
  useEffect(() => openLayer(layer), [layer]);
  return <Layer value={layer}>{children}</Layer>;
}

/** Answers to `keys` while the component is mounted; the latest to register wins. Listed under `?`. */
export function useShortcut(shortcut: Shortcut | false) {
  const layer = useContext(Layer);
  const latest = useRef(shortcut);
  latest.current = shortcut;
  const identity = shortcut
    ? `${shortcut.keys} ${shortcut.label} ${shortcut.group} ${shortcut.everywhere}`
    : "";
  useEffect(() => {
    if (!identity) return;
    let last: Shortcut | undefined;
    return register(() => {
      if (latest.current) last = latest.current;
      return last as Shortcut;
    }, layer);
  }, [identity, layer]);
}

/** What `?` shows: every shortcut that would answer now, by group. */
export function ShortcutSheet({
  isOpen,
  onOpenChange,
}: {
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const t = useT();
  const shortcuts = useSyncExternalStore(watchShortcuts, allShortcuts);
  const groups = new Map<string, Map<string, Shortcut>>();
  for (const shortcut of shortcuts) {
    if (shortcut.unlisted) continue;
    const group = shortcut.group ?? t("kit.shortcutsGeneral");
    if (!groups.has(group)) groups.set(group, new Map());
    groups.get(group)?.set(shortcut.keys, shortcut);
  }
  return (
    <Dialog title={t("kit.shortcuts")} isOpen={isOpen} onOpenChange={onOpenChange} size="large">
      <div className={styles.sheet}>
        {[...groups].map(([group, members]) => (
          <section key={group}>
            <h3>{group}</h3>
            <ul>
              {[...members.values()].map((shortcut) => (
                <li key={shortcut.keys}>
                  <span>{shortcut.label}</span>
                  <span className="visually-hidden">{shortcut.keys}</span>
                  <KeyHint keys={shortcut.keys} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
