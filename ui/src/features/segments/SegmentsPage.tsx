import { useNavigate, useSearch } from "@tanstack/react-router";
import { useT } from "@/i18n";
import { Page, Tabs } from "@/kit";
import { BoardPart } from "./BoardPart";
import { LeavingPart } from "./LeavingPart";
import { MovesPart } from "./moves/MovesPart";
import { PlaybooksPart } from "./playbooks/PlaybooksPart";
import styles from "./segments.module.css";
import { SchemesPart } from "./studio/SchemesPart";

export function SegmentsPage() {
  const t = useT();
  const navigate = useNavigate();
  const { part = "schemes" } = useSearch({ from: "/segments" });
  return (
    <Page title={t("segments.title")}>
      <div className={styles.page}>
        <Tabs
          label={t("segments.parts")}
          selected={part}
          onSelect={(next) => void navigate({ to: "/segments", search: { part: next }, replace: true })}
          tabs={[
            { id: "schemes", label: t("segments.schemesPart"), content: <SchemesPart /> },
            { id: "moves", label: t("segments.movesPart"), content: <MovesPart /> },
            { id: "leaving", label: t("segments.leavingPart"), content: <LeavingPart /> },
            { id: "board", label: t("segments.boardPart"), content: <BoardPart /> },
            { id: "playbooks", label: t("segments.playbooksPart"), content: <PlaybooksPart /> },
          ]}
        />
      </div>
    </Page>
  );
}
