import { Archive, ArchiveRestore } from "lucide-react";
import { useRef, useState } from "react";
import { useAct, useTellProblem } from "@/act";
import { useT } from "@/i18n";
import { type ScriptView, scripts } from "@/ipc";
import {
  Button,
  ErrorNotice,
  fieldProblem,
  KeyHint,
  problemOf,
  problemWords,
  Switch,
  TextArea,
  TextField,
  useShortcut,
  useWorded,
} from "@/kit";
import { type Draft, draftOf, emptyDraft, forgetUnsaved, insertAt, keepUnsaved, unsavedOf } from "./draft";
import { FitsFields } from "./FitsFields";
import { History } from "./History";
import { Preview } from "./Preview";
import type { ScriptId } from "./queries";
import styles from "./scripts.module.css";
import { useAddress } from "./useAddress";
import { useShown } from "./useShown";
import { VariableChips } from "./VariableChips";

/** One script: its words, for whom they are, how they read to a customer, and what they were before. */
export function Editor({ script }: { script: ScriptView | null }) {
  const t = useT();
  const worded = useWorded();
  const tell = useTellProblem();
  const shown = useShown();
  const { search, go } = useAddress();
  const id = script?.id ?? ("new" as const);
  const text = useRef<HTMLTextAreaElement>(null);
  const saved = script
    ? draftOf(script.draft, shown)
    : emptyDraft({ occasions: search.occasion ? [search.occasion] : [] });
  const [kept, setKept] = useState(() => unsavedOf(id));
  const draft = kept?.draft ?? saved;
  const { act, error, isPending, forget } = useAct(
    (op, { draft: next, base }: { draft: Draft; base: number | null }) =>
      scripts.save(op, script?.id ?? null, base, next),
    () => t("scripts.saved", { title: draft.title.trim() }),
  );
  const { run: archive } = useAct(
    (op, archived: boolean) => scripts.archive(op, script?.id as ScriptId, archived),
    (archived) => t(archived ? "scripts.archived" : "scripts.broughtBack", { title: draft.title }),
  );

  function change(part: Partial<Draft>) {
    const next = { draft: { ...draft, ...part }, base: kept ? kept.base : (script?.version ?? null) };
    keepUnsaved(id, next);
    setKept(next);
  }

  function letGo() {
    forgetUnsaved(id);
    setKept(undefined);
    forget();
  }

  async function save() {
    const written = await act({ draft, base: kept ? kept.base : (script?.version ?? null) });
    if (!written) return;
    letGo();
    if (script === null && written.answer) go({ script: written.answer }, { replace: true });
  }

  function insert(name: string) {
    const area = text.current;
    const at = area ? [area.selectionStart, area.selectionEnd] : [draft.text.length, draft.text.length];
    const put = insertAt(draft.text, at[0] ?? 0, at[1] ?? 0, name);
    change({ text: put.text });
    requestAnimationFrame(() => {
      area?.focus();
      area?.setSelectionRange(put.caret, put.caret);
    });
  }

  const problem = error === undefined ? undefined : worded(error);
  const kind = problem ? problemOf(problem).kind : undefined;
  const titleProblem = fieldProblem(t, error, "title");
  const inText = kind === "scriptText" ? Object.values(problemWords(t, problem)).join(" ") : undefined;
  const textProblem = fieldProblem(t, error, "text") ?? inText;
  useShortcut({
    keys: "mod+enter",
    label: t("scripts.save"),
    group: t("scripts.title"),
    inFields: true,
    run: () => void save(),
  });
  return (
    <div className={styles.editor}>
      <section className={styles.form} aria-label={t("scripts.edit")}>
        <div className={styles.words}>
          <TextField
            label={t("scripts.name")}
            value={draft.title}
            onChange={(title) => change({ title })}
            error={titleProblem}
            autoFocus={script === null}
          />
          <VariableChips onInsert={insert} />
          <TextArea
            ref={text}
            label={t("scripts.text")}
            description={t("scripts.textHelp")}
            rows={6}
            value={draft.text}
            onChange={(words) => change({ text: words })}
            error={textProblem}
          />
        </div>
        <div className={styles.rules}>
          <FitsFields fits={draft.fits} onChange={(fits) => change({ fits })} />
          <Switch isSelected={draft.enabled} onChange={(enabled) => change({ enabled })}>
            {t("scripts.enabled")}
          </Switch>
          {kind === "conflict" && <p className={styles.warn}>{t("scripts.changedMeanwhile")}</p>}
          {problem && kind !== "conflict" && !titleProblem && !textProblem && <ErrorNotice error={error} />}
          <div className={styles.actions}>
            {script && (
              <Button
                tone="quiet"
                icon={script.archived ? <ArchiveRestore /> : <Archive />}
                onPress={() => void archive(!script.archived).catch(tell)}
              >
                {t(script.archived ? "scripts.bringBack" : "scripts.archive")}
              </Button>
            )}
            <span className={styles.spring} />
            {kept && <Button onPress={letGo}>{t("scripts.discard")}</Button>}
            <Button
              tone="primary"
              isPending={isPending}
              isDisabled={script !== null && !kept}
              onPress={() => void save()}
            >
              {t("scripts.save")} <KeyHint keys="mod+enter" />
            </Button>
          </div>
        </div>
      </section>
      <div className={styles.beside}>
        <Preview text={draft.text} />
        {script && <History script={script} />}
      </div>
    </div>
  );
}
