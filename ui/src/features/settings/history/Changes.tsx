import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { isWorded, useT } from "@/i18n";
import type { AuditValue, ChangedRowView, OperationView } from "@/ipc";
import { Button, ErrorNotice, Skeleton } from "@/kit";
import { ChangedField } from "./ChangedField";
import styles from "./history.module.css";
import { changesOf } from "./queries";

/** So many rows stand there before somebody asks for all. */
const few = 5;

/** What an operation changed, one line for each row of data. */
export function Changes({ operation }: { operation: OperationView }) {
  const t = useT();
  const { data: rows, error, refetch } = useQuery(changesOf(operation.id));
  const [isWhole, setWhole] = useState(false);
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!rows) return <Skeleton lines={2} />;
  if (rows.length === 0)
    return (
      <p className={styles.quiet}>{t(operation.rows === 0 ? "audit.nothingChanged" : "audit.notKept")}</p>
    );
  const shown = isWhole ? rows : rows.slice(0, few);
  return (
    <>
      <ul className={styles.changes}>
        {shown.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was recorded never moves.
          <ChangedRow key={at} row={row} />
        ))}
      </ul>
      {shown.length < rows.length && (
        <Button size="small" tone="quiet" onPress={() => setWhole(true)}>
          {t("audit.allRows", { count: rows.length })}
        </Button>
      )}
      {operation.rows > rows.length && shown.length === rows.length && (
        <p className={styles.quiet}>{t("audit.someOf", { count: operation.rows, shown: rows.length })}</p>
      )}
    </>
  );
}

function ChangedRow({ row }: { row: ChangedRowView }) {
  const t = useT();
  const { table, name, happened, customer, customerName } = row;
  const key = `audit.tables.${table}`;
  const nameKey = `audit.settings.${name}`;
  // The number a row goes by tells nobody anything.
  const fields = row.fields.filter(
    ({ field, before, after }) => field !== "id" && (holds(before) || holds(after)),
  );
  return (
    <li className={styles.change}>
      <p className={styles.changeHead}>
        <strong>{isWorded(key) ? t(key) : table}</strong>
        {name !== null && <span>{isWorded(nameKey) ? t(nameKey) : name}</span>}
        {customer &&
          (customerName ? (
            <Link to="/customers/$customerId" params={{ customerId: customer }}>
              {customerName}
            </Link>
          ) : (
            <span>{t("audit.gone")}</span>
          ))}
        <small>{t(`audit.${happened}`)}</small>
      </p>
      {fields.length > 0 && (
        <dl className={styles.fields}>
          {fields.map((field) => (
            <ChangedField key={field.field} table={table} happened={happened} change={field} />
          ))}
        </dl>
      )}
    </li>
  );
}

/** Whether there is anything to tell; an empty list counts as nothing. */
const holds = (value: AuditValue) =>
  value.is !== "empty" && !(value.is === "text" && ["", "[]", "{}"].includes(value.text));
