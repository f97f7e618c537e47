import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Check, Copy, RefreshCw } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { useT } from "@/i18n";
import type { Channel, Id, Occasion, Suggested } from "@/ipc";
import { Button, copyText, ErrorNotice, isComposing, KeyHint, SkeletonLine, toast, useShortcut } from "@/kit";
import { AskedFields, askedOf, FilledText } from "./FilledText";
import { firstMissing, type Typed, wholeText } from "./filled";
import { suggestedFor } from "./queries";
import { noteUsed, useUsedWords } from "./used";
import styles from "./words.module.css";

interface Props {
  customer: Id<"CustomerId">;
  who: string;
  occasion: Occasion;
  channel: Channel | null;
  /** Under which heading `?` lists the keys; without one it has none. */
  keys?: string | undefined;
}

/** The best words for this moment, others to choose from, and what must be asked for; one key copies them. */
export function SuggestedWords(props: Props) {
  const { customer, occasion, channel } = props;
  const t = useT();
  const { data, error, refetch } = useQuery(suggestedFor(customer, occasion, channel));
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <div className={styles.words}>
        <SkeletonLine />
      </div>
    );
  }
  if (data.words.length === 0) {
    return (
      <p className={styles.none}>
        {t("words.none", { occasion: t(`scripts.occasion.${occasion}`) })}{" "}
        <Link to="/scripts" search={{ occasion, script: "new" }}>
          {t("words.write")}
        </Link>
      </p>
    );
  }
  // What was typed for one occasion means nothing for another.
  return <Words key={`${occasion} ${channel}`} {...props} words={data.words} />;
}

function Words({ customer, who, keys, words }: Props & { words: readonly Suggested[] }) {
  const t = useT();
  const [at, setAt] = useState(0);
  const [typed, setTyped] = useState<Typed>({});
  const box = useRef<HTMLDivElement>(null);
  const used = useUsedWords(customer);
  const place = at % words.length;
  const shown = words[place];
  const others = words.length > 1;

  async function copy() {
    if (!shown) return;
    const { filled, script, title } = shown;
    const missing = firstMissing(filled.missing, typed);
    if (missing) {
      box.current?.querySelector<HTMLInputElement>(`[data-variable="${missing}"] input`)?.focus();
      return toast({ text: t("words.fillFirst", { what: t(`scripts.variable.${missing}`) }) });
    }
    const done = await copyText(wholeText(filled.parts, typed, askedOf(filled)));
    if (!done) return toast({ text: t("words.copyFailed"), tone: "bad" });
    if (script) noteUsed(customer, { script, title });
    toast({ text: t("words.copied", { who }), tone: "good" });
  }

  function onKeyDown(event: KeyboardEvent) {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || isComposing(event)) return;
    if (event.key === "Enter") void copy();
    else if (event.key === "Escape") field.closest<HTMLElement>("article")?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const group = keys ?? "";
  useShortcut(keys !== undefined && { keys: "w", label: t("words.copy"), group, run: () => void copy() });
  useShortcut(
    keys !== undefined &&
      others && { keys: "o", label: t("words.others"), group, run: () => setAt(place + 1) },
  );
  if (!shown) return null;
  const isUsed =
    shown.script !== null &&
    used?.script.id === shown.script.id &&
    used.script.version === shown.script.version;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the fields inside
    <div ref={box} className={styles.words} onKeyDown={onKeyDown}>
      <div className={styles.head}>
        <span>{shown.title || t("words.playbook")}</span>
        {others && <span>{t("words.place", { place: place + 1, count: words.length })}</span>}
        {isUsed && (
          <span className={styles.used}>
            <Check aria-hidden="true" />
            {t("words.willBeLogged")}
          </span>
        )}
        <span className={styles.actions}>
          {others && (
            <Button size="small" tone="quiet" icon={<RefreshCw />} onPress={() => setAt(place + 1)}>
              {t("words.others")} {keys !== undefined && <KeyHint keys="o" />}
            </Button>
          )}
          <Button size="small" tone="quiet" icon={<Copy />} onPress={() => void copy()}>
            {t("words.copy")} {keys !== undefined && <KeyHint keys="w" />}
          </Button>
        </span>
      </div>
      <FilledText filled={shown.filled} typed={typed} />
      <AskedFields filled={shown.filled} typed={typed} onType={setTyped} />
    </div>
  );
}
