import { Undo2 } from "lucide-react";
import { useLanguage, useT } from "@/i18n";
import { type CommandProblem, type OperationView, operations, useWrite } from "@/ipc";
import { Button, ErrorNotice, formatInstant, problemOf, toast, useShopTime } from "@/kit";
import { operationKind, operationWords } from "@/terms";
import styles from "./history.module.css";

/** Takes an operation back, or says below its line what stands in the way. */
export function TakeBack({ operation }: { operation: OperationView }) {
  const t = useT();
  const back = useWrite((op) => operations.undo(op, operation.id));
  const what = operationWords(t, operation);
  return (
    <>
      <Button
        size="small"
        icon={<Undo2 />}
        isPending={back.isPending}
        aria-label={t("settings.undoOf", { what })}
        onPress={() =>
          back.mutate(undefined, {
            onSuccess: () => toast({ text: t("app.undid", { what }), tone: "good" }),
          })
        }
      >
        {t("settings.undo")}
      </Button>
      {back.error && (
        <div className={styles.refusal}>
          <ErrorNotice error={back.error} actions={<Blocker error={back.error} />} />
        </div>
      )}
    </>
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
