import { useQuery } from "@tanstack/react-query";
import { RefreshCw, TextCursorInput } from "lucide-react";
import { useRef, useState } from "react";
import { useT } from "@/i18n";
import type { ActKind, Channel, ComplaintView, ScriptVersion } from "@/ipc";
import { Button, SkeletonLine, toast } from "@/kit";
import { AskedFields, askedOf, FilledText, firstMissing, type Typed, wholeText } from "@/words";
import { wordsOf } from "../queries";
import styles from "./page.module.css";

interface Props {
  view: ComplaintView;
  act: ActKind;
  channel: Channel;
  /** What the form knows already, such as what is offered. */
  known: Typed;
  onUse: (text: string, script: ScriptVersion | null) => void;
}

/** Words for this step from the shop's scripts, filled with the customer's and the complaint's data. */
export function Sayings({ view, act, channel, known, onUse }: Props) {
  const t = useT();
  const { data, isPending } = useQuery(wordsOf(view.card.id, act, channel));
  const box = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const [added, setAdded] = useState<Typed>({});
  const typed = { ...known, ...added };
  const words = data?.words.filter(({ script }) => script !== null) ?? [];
  const shown = words[at % Math.max(1, words.length)];
  if (isPending) return <SkeletonLine />;
  if (!shown) return null;
  function use() {
    if (!shown) return;
    const missing = firstMissing(shown.filled.missing, typed);
    if (missing) {
      box.current?.querySelector<HTMLInputElement>(`[data-variable="${missing}"] input`)?.focus();
      return toast({ text: t("words.fillFirst", { what: t(`scripts.variable.${missing}`) }) });
    }
    onUse(wholeText(shown.filled.parts, typed, askedOf(shown.filled)), shown.script);
  }
  return (
    <div ref={box} className={styles.sayings}>
      <div className={styles.sayingHead}>
        <span>{shown.title}</span>
        <span className={styles.buttons}>
          {words.length > 1 && (
            <Button size="small" tone="quiet" icon={<RefreshCw />} onPress={() => setAt(at + 1)}>
              {t("words.others")}
            </Button>
          )}
          <Button size="small" icon={<TextCursorInput />} onPress={use}>
            {t("complaints.useWords")}
          </Button>
        </span>
      </div>
      <FilledText filled={shown.filled} typed={typed} />
      <AskedFields filled={shown.filled} typed={typed} onType={setAdded} />
    </div>
  );
}
