import { Minus, Pencil, Plus, X } from "lucide-react";
import { isWorded, type T, useT } from "@/i18n";
import type { FieldError, Preview, RowOutcome } from "@/ipc";
import { Select, usePrivate } from "@/kit";
import { type Choices, choose, fieldOf } from "./columns";
import styles from "./transfer.module.css";

const ignored = "-";

export function fieldWord(t: T, field: string): string {
  const key = `transfer.fields.${field}`;
  return isWorded(key) ? t(key) : field;
}

interface Props {
  preview: Preview;
  choices: Choices;
  /** What would become of the rows that are shown; none as long as that is not known. */
  outcomes: readonly RowOutcome[] | undefined;
  onChange: (choices: Choices) => void;
}

const icons = { created: Plus, updated: Pencil, skipped: Minus, rejected: X } as const;

/** What would become of a row, and why it cannot be taken. */
function OutcomeOf({ outcome: row }: { outcome: RowOutcome | undefined }) {
  const t = useT();
  if (!row) return null;
  const Icon = icons[row.outcome];
  const word = t(`transfer.outcome.${row.outcome}`);
  const why = row.reason && reasonWords(t, row.reason);
  return (
    <span className={styles.outcome} data-outcome={row.outcome}>
      <Icon aria-hidden="true" />
      {word}
      {why && <span className={styles.why}>{why}</span>}
    </span>
  );
}

function reasonWords(t: T, { field, code, limit }: FieldError): string {
  const reason = t(`errors.invalid.${code}`, { limit: limit ?? 0 });
  if (code === "shifted") return reason;
  // Rules name fields as drafts do, columns as the wire does.
  const name = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return t("transfer.rejected.why", { field: fieldWord(t, name), reason });
}

interface RemarksProps {
  preview: Preview;
  heading: string;
  column: number;
}

/** What one should know of a column beside its heading. */
function Remarks({ preview, heading, column }: RemarksProps) {
  const t = useT();
  const field = fieldOf(preview, heading);
  const remarks = [
    preview.hidden.includes(column) && t("transfer.hiddenColumn"),
    field !== undefined && preview.byContent.includes(field) && t("transfer.byContent"),
  ].filter((remark) => remark !== false);
  return remarks.map((remark) => (
    <small key={remark} className={styles.remark}>
      {remark}
    </small>
  ));
}

/** The file as it stands, and above each column what it is taken for. */
export function MapColumns({ preview, choices, outcomes, onChange }: Props) {
  const t = useT();
  const hide = usePrivate();
  const options = [
    { value: ignored, label: t("transfer.ignore") },
    ...preview.fields.map((field) => ({ value: field, label: fieldWord(t, field) })),
  ];
  const columns = preview.headers.map((heading, at) => ({ heading, at, key: `${at} ${heading}` }));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must scroll by keyboard too.
    <section className={styles.tableBox} tabIndex={0} aria-label={t("transfer.columns")}>
      <table className={styles.table}>
        <thead>
          <tr>
            <td />
            {columns.map(({ heading, key }) => {
              const field = fieldOf(preview, heading);
              return (
                <td key={key} data-on={field !== undefined || undefined}>
                  <Select
                    label={t("transfer.columnIs", { column: heading })}
                    hideLabel
                    options={options}
                    value={field ?? ignored}
                    onChange={(next) =>
                      onChange(choose(preview, choices, heading, next === ignored ? undefined : next))
                    }
                  />
                </td>
              );
            })}
          </tr>
          <tr>
            <th scope="col">{t("transfer.outcome.title")}</th>
            {columns.map(({ heading, key, at }) => (
              <th key={key} scope="col">
                {heading}
                <Remarks preview={preview} heading={heading} column={at} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map(({ number, cells }) => (
            <tr key={number}>
              <td>
                <OutcomeOf outcome={outcomes?.find((row) => row.number === number)} />
              </td>
              {columns.map(({ heading, key, at: column }) => (
                <td key={key} data-off={fieldOf(preview, heading) === undefined || undefined}>
                  {hide(cells[column] ?? "")}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
