import { useQuery } from "@tanstack/react-query";
import { MessageSquareQuote, Plus } from "lucide-react";
import { useT } from "@/i18n";
import type { ScriptList as List } from "@/ipc";
import { Button, EmptyState, ErrorNotice, Page, SegmentedControl, Skeleton, useShortcut } from "@/kit";
import { AddStarting } from "./AddStarting";
import { Editor } from "./Editor";
import { FiguresPart } from "./FiguresPart";
import { scriptList } from "./queries";
import { ScriptList } from "./ScriptList";
import styles from "./scripts.module.css";
import { useAddress } from "./useAddress";

/** The shop's words: written, found, tried on a customer, and what came of them. */
export function ScriptsPage() {
  const t = useT();
  const { search, go } = useAddress();
  const list = useQuery(scriptList());
  const part = search.part ?? "texts";
  const write = () => go({ part: undefined, script: "new" });
  useShortcut({ keys: "n", label: t("scripts.new"), group: t("scripts.title"), run: write });
  return (
    <Page
      title={t("scripts.title")}
      layout="fill"
      actions={
        <>
          <SegmentedControl
            label={t("scripts.parts")}
            hideLabel
            choices={[
              { value: "texts", label: t("scripts.texts") },
              { value: "figures", label: t("scripts.figuresPart") },
            ]}
            value={part}
            onChange={(next) => go({ part: next === "figures" ? next : undefined }, { replace: true })}
          />
          <Button tone="primary" icon={<Plus aria-hidden="true" />} onPress={write}>
            {t("scripts.new")}
          </Button>
        </>
      }
    >
      {list.error && (
        <div className={styles.notice}>
          <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />
        </div>
      )}
      {list.isPending && <Skeleton lines={10} />}
      {list.data && (part === "figures" ? <FiguresPart /> : <Texts list={list.data} />)}
    </Page>
  );
}

function Texts({ list }: { list: List }) {
  const t = useT();
  const { script } = useAddress().search;
  const open = list.scripts.find(({ id }) => id === script);
  const isNew = script === "new";
  if (list.scripts.length === 0 && !isNew) return <NoScripts list={list} />;
  return (
    <div className={styles.room}>
      <ScriptList list={list} open={script} />
      <div className={styles.right}>
        {isNew && <Editor key="new" script={null} />}
        {open && <Editor key={open.id} script={open} />}
        {!open && !isNew && (
          <EmptyState icon={<MessageSquareQuote aria-hidden="true" />} title={t("scripts.choose")}>
            {t("scripts.chooseText")}
          </EmptyState>
        )}
      </div>
    </div>
  );
}

function NoScripts({ list }: { list: List }) {
  const t = useT();
  return (
    <EmptyState
      icon={<MessageSquareQuote aria-hidden="true" />}
      title={t("scripts.emptyTitle")}
      actions={<AddStarting count={list.moreStarting} />}
    >
      {t("scripts.emptyText")}
    </EmptyState>
  );
}
