import { Link } from "@tanstack/react-router";
import { Undo2 } from "lucide-react";
import { useLanguage, useT } from "@/i18n";
import { type CommandProblem, type OperationView, operations, useWrite } from "@/ipc";
import { Button, Chip, ErrorNotice, formatInstant, Instant, problemOf, toast, useShopTime } from "@/kit";
import { operationDone, operationKind, operationWords } from "@/terms";
import styles from "./settings.module.css";

/** One thing that was done, and the way back where there is one. */
export function HistoryRow({ operation }: { operation: OperationView }) {
  const t = useT();
  const back = useWrite((op) => operations.undo(op, operation.id));
  const what = operationDone(t, operation);
  const takeBack = () =>
    back.mutate(undefined, {
      onSuccess: () => toast({ text: t("app.undid", { what: operationWords(t, operation) }), tone: "good" }),
    });
  return (
    <li className={styles.operation} data-undone={operation.undone || undefined}>
      <Instant ms={operation.at} style="dayTime" />
      <span className={styles.what}>
        {what}
        {operation.subject && operation.subjectName && (
          <Link to="/customers/$customerId" params={{ customerId: operation.subject }}>
            {operation.subjectName}
          </Link>
        )}
        {operation.rows > 1 && <small>{t("settings.rows", { count: operation.rows })}</small>}
      </span>
      <small>{t(operation.actor === "owner" ? "settings.byOwner" : "settings.bySystem")}</small>
      <span className={styles.back}>
        {operation.undone && <Chip>{t("settings.undone")}</Chip>}
        {operation.undoable && !operation.undone && (
          <Button
            size="small"
            icon={<Undo2 />}
            isPending={back.isPending}
            aria-label={t("settings.undoOf", { what: operationWords(t, operation) })}
            onPress={takeBack}
          >
            {t("settings.undo")}
          </Button>
        )}
      </span>
      {back.error && (
        <div className={styles.refusal}>
          <ErrorNotice error={back.error} actions={<Blocker error={back.error} />} />
        </div>
      )}
    </li>
  );
}

/** Which later operation stands in the way. */
function Blocker({ error }: { error: unknown }) {
  const t = useT();
  const language = useLanguage();
  const { zone } = useShopTime();
  const problem = problemOf(error) as CommandProblem;
  if (problem.kind !== "cannotUndo" || problem.reason.why !== "changedSince") return null;
  const { operationKind: kind, at } = problem.reason;
  const when = formatInstant(at, zone, language, "dayTime");
  return <p>{t("settings.blockedBy", { what: operationKind(t, kind), when })}</p>;
}
