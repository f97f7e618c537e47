import { useNavigate } from "@tanstack/react-router";
import { CircleCheck, Download, Info, Undo2, Users } from "lucide-react";
import { useState } from "react";
import { useT } from "@/i18n";
import { type HeldFile, type ImportKind, type ImportReport, type Operation, saveFile, undo } from "@/ipc";
import { Button, ErrorNotice, toastProblem } from "@/kit";
import { ReportFigures } from "./ReportFigures";
import styles from "./transfer.module.css";

interface Props {
  op: Operation;
  file: HeldFile;
  kind: ImportKind;
  report: ImportReport | null;
  onNext: () => void;
}

/** What came of it, the rows that could not be taken, and the way back for the whole batch. */
export function ImportDone({ op, file, kind, report, onNext }: Props) {
  const t = useT();
  const navigate = useNavigate();
  const [state, setState] = useState<"there" | "undoing" | "undone">("there");
  const [error, setError] = useState<unknown>();
  const target = report ? report.operation : op;

  const [words, Icon] =
    state === "undone"
      ? (["transfer.undone", Undo2] as const)
      : target
        ? (["transfer.done", CircleCheck] as const)
        : (["transfer.nothing", Info] as const);

  async function takeBack() {
    if (!target) return;
    setState("undoing");
    setError(undefined);
    try {
      await undo(target);
      setState("undone");
    } catch (thrown) {
      setError(thrown);
      setState("there");
    }
  }

  function saveRejected() {
    if (!report?.rejectedFile) return;
    const end = /\.xlsx$/i.test(file.name) ? "xlsx" : "csv";
    const name = t("transfer.rejected.file", { name: file.name.replace(/\.[^.]+$/, ""), end });
    saveFile(report.rejectedFile, name).catch((thrown: unknown) => toastProblem(t, thrown));
  }

  return (
    <section className={styles.done} aria-live="polite">
      <h2>
        <Icon aria-hidden="true" data-good={Icon === CircleCheck || undefined} />
        {t(words, { name: file.name })}
      </h2>
      {report ? <ReportFigures report={report} kind={kind} /> : <p>{t("transfer.answerLost")}</p>}
      {report?.rejectedFile && (
        <div className={styles.rejected}>
          <p>{t("transfer.rejectedRows", { count: report.rejected })}</p>
          <Button icon={<Download aria-hidden="true" />} onPress={saveRejected}>
            {t("transfer.saveRejected")}
          </Button>
        </div>
      )}
      {error !== undefined && <ErrorNotice error={error} />}
      <div className={styles.actions}>
        {state !== "undone" && (
          <Button
            tone="primary"
            icon={<Users aria-hidden="true" />}
            onPress={() => void navigate({ to: kind === "complaints" ? "/complaints" : "/customers" })}
          >
            {t(kind === "complaints" ? "complaints.toBoard" : "transfer.seeCustomers")}
          </Button>
        )}
        <Button tone={state === "undone" ? "primary" : "secondary"} onPress={onNext}>
          {t("transfer.another")}
        </Button>
        {target && state !== "undone" && (
          <Button
            tone="quiet"
            icon={<Undo2 aria-hidden="true" />}
            isPending={state === "undoing"}
            onPress={() => void takeBack()}
          >
            {t("transfer.undo")}
          </Button>
        )}
      </div>
    </section>
  );
}
