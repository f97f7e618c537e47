import { Search } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from "react";
import { Dialog as AriaDialog, Modal, ModalOverlay } from "react-aria-components";
import { useT } from "@/i18n";
import { isComposing } from "../keys/ime";
import { KeyHint } from "../keys/KeyHint";
import { ShortcutLayer } from "../keys/Shortcuts";
import overlays from "../overlays/overlays.module.css";
import styles from "./palette.module.css";

export interface CommandItem {
  id: string;
  title: string;
  detail?: ReactNode;
  icon?: ReactNode;
  keys?: string;
  run: () => void;
  /** What is shown beside the list while the item is the chosen one. */
  preview?: () => ReactNode;
  /** Something else to do with it: Ctrl and this letter, or the letter alone while only digits were typed. */
  also?: { letter: string; label: string; run: () => void };
}

export interface CommandSource {
  id: string;
  heading: string;
  /** What fits the text; an empty text asks for what to offer first. Aborted when the text changes. */
  find: (text: string, signal: AbortSignal) => CommandItem[] | Promise<CommandItem[]>;
}

interface Props {
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
  sources: readonly CommandSource[];
  placeholder: string;
}

export function CommandPalette({ isOpen, onOpenChange, sources, placeholder }: Props) {
  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={onOpenChange} isDismissable className={overlays.backdrop}>
      <Modal data-size="large" className={overlays.modal}>
        <AriaDialog aria-label={placeholder} className={overlays.dialog}>
          <ShortcutLayer>
            <Finder sources={sources} placeholder={placeholder} close={() => onOpenChange(false)} />
          </ShortcutLayer>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

const isMod = (event: KeyboardEvent) => event.ctrlKey || event.metaKey;

type Found = Record<string, CommandItem[]>;

function useFound(sources: readonly CommandSource[], text: string) {
  const [found, setFound] = useState<{ text: string; bySource: Found }>({ text: "", bySource: {} });
  useEffect(() => {
    const aborter = new AbortController();
    const keep = (id: string, items: CommandItem[]) => {
      if (aborter.signal.aborted) return;
      setFound((before) => ({ text, bySource: { ...before.bySource, [id]: items } }));
    };
    for (const source of sources) {
      // One source that fails must not take the others' answers away.
      Promise.resolve()
        .then(() => source.find(text, aborter.signal))
        .then((items) => keep(source.id, items))
        .catch(() => keep(source.id, []));
    }
    return () => aborter.abort();
  }, [sources, text]);
  return found;
}

function Finder({
  sources,
  placeholder,
  close,
}: Omit<Props, "isOpen" | "onOpenChange"> & { close: () => void }) {
  const t = useT();
  const id = useId();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const found = useFound(sources, text.trim());
  const groups = sources.map((source) => ({ ...source, items: found.bySource[source.id] ?? [] }));
  const items = groups.flatMap((group) => group.items);
  const active = Math.min(at, items.length - 1);
  const optionId = (item: CommandItem) => `${id}-${item.id}`;
  const activeId = items[active] && optionId(items[active]);
  const also = items[active]?.also;
  const preview = items[active]?.preview;
  // No letter belongs to a number, so it can mean something.
  const isNumber = /^[\d\s-]+$/.test(text);

  useEffect(() => {
    if (activeId) document.getElementById(activeId)?.scrollIntoView({ block: "nearest" });
  }, [activeId]);

  function choose(item: Pick<CommandItem, "run"> | undefined) {
    if (!item) return;
    close();
    item.run();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (isComposing(event)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && items.length > 0) {
      event.preventDefault();
      setAt((active + step + items.length) % items.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(items[active]);
    } else if (also && event.key.toLowerCase() === also.letter && (isMod(event) || isNumber)) {
      event.preventDefault();
      choose(also);
    }
  }

  return (
    <div className={styles.box}>
      <div className={styles.search}>
        <Search aria-hidden="true" />
        <input
          // biome-ignore lint/a11y/noAutofocus: the palette was opened in order to type.
          autoFocus
          role="combobox"
          aria-label={placeholder}
          aria-expanded={items.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={activeId}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <KeyHint keys="escape" />
      </div>
      <div className={styles.found} data-preview={preview ? true : undefined}>
        <div id={`${id}-list`} role="listbox" aria-label={placeholder} className={styles.results}>
          {groups
            .filter((group) => group.items.length > 0)
            .map((group) => (
              <div key={group.id} role="group" aria-labelledby={`${id}-${group.id}`}>
                <div id={`${id}-${group.id}`} className={styles.heading}>
                  {group.heading}
                </div>
                {group.items.map((item) => (
                  <div
                    key={item.id}
                    id={optionId(item)}
                    role="option"
                    aria-selected={optionId(item) === activeId}
                    className={styles.item}
                    onPointerMove={() => setAt(items.indexOf(item))}
                    onClick={() => choose(item)}
                    onKeyDown={onKeyDown}
                  >
                    {item.icon}
                    <span className={styles.text}>
                      {item.title}
                      {item.detail && <small>{item.detail}</small>}
                    </span>
                    {item.keys && <KeyHint keys={item.keys} />}
                  </div>
                ))}
              </div>
            ))}
        </div>
        {preview && (
          <aside className={styles.preview}>
            <div className={styles.looked}>{preview()}</div>
            {also && (
              <p className={styles.also}>
                <KeyHint keys="enter" /> {t("kit.paletteOpen")}
                <KeyHint keys={isNumber ? also.letter : `mod+${also.letter}`} /> {also.label}
              </p>
            )}
          </aside>
        )}
      </div>
      {items.length === 0 && found.text === text.trim() && text.trim() !== "" && (
        <p role="status" className={styles.nothing}>
          {t("kit.paletteEmpty", { query: text.trim() })}
        </p>
      )}
    </div>
  );
}
