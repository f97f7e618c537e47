import { useNavigate, useSearch } from "@tanstack/react-router";
import { MessageSquarePlus } from "lucide-react";
import { useT } from "@/i18n";
import type { Id } from "@/ipc";
import { Button, KeyHint, Page, Tabs, useShortcut } from "@/kit";
import { BoardPart } from "./board/BoardPart";
import styles from "./board/board.module.css";
import { ListPart } from "./board/ListPart";
import { ImprovementsPart } from "./improvements/ImprovementsPart";
import { IntakeDialog } from "./intake/IntakeDialog";
import { ReportPart } from "./report/ReportPart";
import type { ComplaintsSearch } from "./search";

function without({ intake: _, ...rest }: ComplaintsSearch): ComplaintsSearch {
  return rest;
}

/** Complaints: the board, all of them, what was learnt, and how it went. */
export function ComplaintsPage() {
  const t = useT();
  const navigate = useNavigate();
  const search = useSearch({ from: "/complaints" });
  const { part = "board", intake } = search;
  const open = (next: boolean) =>
    void navigate({
      to: "/complaints",
      search: next ? { ...search, intake: true } : without(search),
      replace: true,
    });
  useShortcut({
    keys: "n",
    label: t("complaints.takeDown"),
    group: t("app.complaints"),
    run: () => open(true),
  });
  return (
    <Page
      title={t("app.complaints")}
      layout="plain"
      actions={
        <Button tone="primary" icon={<MessageSquarePlus aria-hidden="true" />} onPress={() => open(true)}>
          {t("complaints.takeDown")} <KeyHint keys="n" />
        </Button>
      }
    >
      <div className={styles.page}>
        <Tabs
          label={t("complaints.parts")}
          selected={part}
          onSelect={(next) => void navigate({ to: "/complaints", search: { part: next }, replace: true })}
          tabs={[
            { id: "board", label: t("complaints.part.board"), content: <BoardPart /> },
            { id: "all", label: t("complaints.part.all"), content: <ListPart /> },
            { id: "improvements", label: t("complaints.part.improvements"), content: <ImprovementsPart /> },
            { id: "report", label: t("complaints.part.report"), content: <ReportPart /> },
          ]}
        />
      </div>
      {intake && (
        <IntakeDialog
          customer={typeof intake === "string" ? (intake as Id<"CustomerId">) : null}
          onClose={() => open(false)}
        />
      )}
    </Page>
  );
}
