import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { memo, useId } from "react";
import { useT } from "@/i18n";
import type { OperationView } from "@/ipc";
import { Chip, Instant } from "@/kit";
import { operationDone } from "@/terms";
import { Changes } from "./Changes";
import styles from "./history.module.css";
import { TakeBack } from "./TakeBack";

interface Props {
  operation: OperationView;
  who: string;
  isOpen: boolean;
  onToggle: (id: OperationView["id"]) => void;
}

/** One thing that was done: what it changed, and the way back where there is one. */
export const HistoryRow = memo(function HistoryRow({ operation, who, isOpen, onToggle }: Props) {
  const t = useT();
  const panel = useId();
  return (
    <li className={styles.entry}>
      <div className={styles.line} data-undone={operation.undone || undefined}>
        <Instant ms={operation.at} style="time" />
        <span className={styles.what}>
          <button
            type="button"
            data-entry
            className={styles.toggle}
            aria-expanded={isOpen}
            aria-controls={isOpen ? panel : undefined}
            onClick={() => onToggle(operation.id)}
          >
            <ChevronRight aria-hidden="true" />
            <span>{operationDone(t, operation)}</span>
          </button>
          {operation.subject && operation.subjectName && (
            <Link to="/customers/$customerId" params={{ customerId: operation.subject }}>
              {operation.subjectName}
            </Link>
          )}
          {operation.rows > 1 && <small>{t("settings.rows", { count: operation.rows })}</small>}
        </span>
        <small className={styles.who}>{who}</small>
        <span className={styles.back}>
          {operation.undone && <Chip>{t("settings.undone")}</Chip>}
          {operation.undoable && !operation.undone && <TakeBack operation={operation} />}
        </span>
      </div>
      {isOpen && (
        <div id={panel} className={styles.panel}>
          <Changes operation={operation} />
        </div>
      )}
    </li>
  );
});
