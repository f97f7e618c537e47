import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { useT } from "@/i18n";
import type { MergeColumn, MergeLine, MergeView } from "@/ipc";
import { Chip, Instant, Money, usePhonesMasked, usePrivate } from "@/kit";
import type { CustomerId } from "../queries";
import styles from "./merge.module.css";
import { dayText, type Known, labelOf, textOf } from "./values";

export type Choices = Record<string, CustomerId>;

interface Props {
  view: MergeView;
  known: Known;
  preferences: Map<string, string>;
  choices: Choices;
  onKeep: (id: CustomerId) => void;
  onChoose: (field: string, id: CustomerId) => void;
}

/** One column each: what stays is marked, what differs is chosen, the rest is united. */
export function MergeTable({ view, known, preferences, choices, onKeep, onChoose }: Props) {
  const t = useT();
  const { columns, lines, keep } = view;
  const hide = usePrivate();
  const masks = usePhonesMasked();
  const united = unitedLines(columns, known, preferences, hide);
  return (
    <table className={styles.table} style={{ minWidth: `${7.5 + 11 * columns.length}rem` }}>
      <colgroup>
        <col className={styles.fields} />
        {columns.map(({ row }) => (
          <col key={row.id} className={styles.column} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{t("customers.merge.field")}</span>
          </th>
          {columns.map(({ row, createdAt }) => (
            <th key={row.id} scope="col" data-kept={row.id === keep || undefined}>
              <label className={styles.keep}>
                <input
                  type="radio"
                  name="keep"
                  checked={row.id === keep}
                  onChange={() => onKeep(row.id)}
                  aria-label={`${t("customers.merge.keepThis")} ${row.name} ${masks ? row.maskedPhone : row.phone}`}
                />
                <span className={styles.name} title={row.name}>
                  {row.name}
                </span>
              </label>
              <div className={styles.about}>
                {row.id === keep ? (
                  <Chip tone="met" icon={<Check aria-hidden="true" />}>
                    {t("customers.merge.kept")}
                  </Chip>
                ) : (
                  <span className={styles.muted}>{t("customers.merge.keepThis")}</span>
                )}
                <span className={styles.muted}>
                  {t("customers.merge.since")} <Instant ms={createdAt} style="day" />
                </span>
              </div>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{t("customers.merge.history")}</th>
          {columns.map((column) => (
            <td key={column.row.id}>
              {storyOf(column, t).join(t("customers.listComma")) || t("customers.merge.none")}
              {column.row.spentFen !== 0 && (
                <>
                  {" · "}
                  <Money fen={column.row.spentFen} />
                </>
              )}
            </td>
          ))}
        </tr>
        {lines.map((line) => (
          <Single
            key={line.field}
            line={line}
            columns={columns}
            known={known}
            chosen={choices[line.field] ?? line.from}
            onChoose={(id) => onChoose(line.field, id)}
          />
        ))}
        {united.map(({ label, cells }) => (
          <tr key={label} data-united="true">
            <th scope="row">
              {label} <span className={styles.united}>{t("customers.merge.united")}</span>
            </th>
            {cells.map((cell, at) => (
              <td key={columns[at]?.row.id} data-chosen={cell !== "" || undefined}>
                {cell || <Nothing />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Nothing(): ReactNode {
  return <span className={styles.muted}>{useT()("customers.merge.none")}</span>;
}

interface SingleProps {
  line: MergeLine;
  columns: MergeColumn[];
  known: Known;
  chosen: CustomerId;
  onChoose: (id: CustomerId) => void;
}

function Single({ line, columns, known, chosen, onChoose }: SingleProps) {
  const label = labelOf(line.field, known);
  const hide = usePrivate();
  const shown = (text: string) => hide(text, line.field === "phone" ? "number" : "text");
  return (
    <tr data-differs={line.differs || undefined}>
      <th scope="row">{label}</th>
      {columns.map(({ row, draft }) => {
        const text = shown(textOf(line.field, draft, known));
        const isChosen = row.id === chosen;
        if (text === "") {
          return (
            <td key={row.id}>
              <Nothing />
            </td>
          );
        }
        return (
          <td key={row.id} data-chosen={isChosen || undefined}>
            {line.differs ? (
              <label className={styles.choice}>
                <input
                  type="radio"
                  name={`field ${line.field}`}
                  aria-label={`${label}: ${text}`}
                  checked={isChosen}
                  onChange={() => onChoose(row.id)}
                />
                <span>{text}</span>
              </label>
            ) : (
              text
            )}
          </td>
        );
      })}
    </tr>
  );
}

/** What lies with a customer, in words. */
export function storyOf(
  column: Pick<MergeColumn, "purchases" | "interactions" | "followUps" | "attachments" | "contacts">,
  t: Known["t"],
): string[] {
  const { purchases, interactions, followUps, attachments, contacts } = column;
  return [
    purchases > 0 && t("customers.merge.purchases", { count: purchases }),
    interactions > 0 && t("customers.merge.interactions", { count: interactions }),
    followUps > 0 && t("customers.merge.followUps", { count: followUps }),
    attachments > 0 && t("customers.merge.attachments", { count: attachments }),
    contacts > 0 && t("customers.merge.contacts", { count: contacts }),
  ].filter((words) => words !== false);
}

/** Lists, of which everything is kept. */
function unitedLines(
  columns: MergeColumn[],
  known: Known,
  preferences: Map<string, string>,
  hide: ReturnType<typeof usePrivate>,
) {
  const { t } = known;
  const line = (label: string, cell: (column: MergeColumn) => string) => ({
    label,
    cells: columns.map(cell),
  });
  const join = (words: string[]) => words.filter(Boolean).join(t("customers.listComma"));
  return [
    line(t("customers.fields.tags"), ({ draft }) => join(draft.tags ?? [])),
    line(t("customers.merge.reaches"), ({ draft }) =>
      (draft.portrait?.reaches ?? [])
        .map(({ kind, value, label }) => {
          const text = hide(value, kind === "phone" ? "number" : "text");
          return label ? `${text} (${label})` : text;
        })
        .join("\n"),
    ),
    line(t("customers.merge.preferences"), ({ draft }) =>
      join((draft.portrait?.preferences ?? []).map((id) => preferences.get(id) ?? "")),
    ),
    line(t("customers.merge.anniversaries"), ({ draft }) =>
      join(
        (draft.portrait?.anniversaries ?? []).map(({ label, day }) => `${label} ${dayText(day, t)}`.trim()),
      ),
    ),
    line(t("customers.merge.refused"), ({ draft }) =>
      join((draft.portrait?.consent?.refused ?? []).map((channel) => t(`terms.channel.${channel}`))),
    ),
    line(t("customers.fields.note"), ({ draft }) => hide(draft.note ?? "")),
  ].filter(({ cells }) => cells.some(Boolean));
}
