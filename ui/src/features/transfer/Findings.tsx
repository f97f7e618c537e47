import { Link2Off, UsersRound } from "lucide-react";
import type { ReactNode } from "react";
import { isWorded, useT } from "@/i18n";
import type { AlikeRow, Rehearsal, Unlinked } from "@/ipc";
import { fieldWord } from "./MapColumns";
import styles from "./transfer.module.css";

/** What a person should know before they bring a file in, and what will be done about it. */
export function Findings({ found }: { found: Rehearsal }) {
  const t = useT();
  const { alike, alikeRows, unlinked, report } = found;
  return (
    <>
      {alike > 0 && (
        <Finding
          icon={<UsersRound aria-hidden="true" />}
          title={t("transfer.alike.title", { count: alike })}
          hint={t("transfer.alike.hint")}
          more={alike - alikeRows.length}
        >
          {alikeRows.map((row) => (
            <li key={row.number}>
              <AlikeWords row={row} />
            </li>
          ))}
        </Finding>
      )}
      {report.unlinked > 0 && (
        <Finding
          icon={<Link2Off aria-hidden="true" />}
          title={t("transfer.unlinked.title", { count: report.unlinked })}
          hint={t("transfer.unlinked.hint")}
          more={report.unlinked - unlinked.length}
        >
          {unlinked.map((cell) => (
            <li key={`${cell.number} ${cell.reason.field}`}>
              <UnlinkedWords cell={cell} />
            </li>
          ))}
        </Finding>
      )}
    </>
  );
}

interface FindingProps {
  icon: ReactNode;
  title: string;
  hint: string;
  /** How many are not told one by one. */
  more: number;
  children: ReactNode;
}

function Finding({ icon, title, hint, more, children }: FindingProps) {
  const t = useT();
  return (
    <section className={styles.found}>
      <h3>
        {icon}
        {title}
      </h3>
      <p>{hint}</p>
      <details>
        <summary>{t("transfer.which")}</summary>
        <ul>
          {children}
          {more > 0 && <li>{t("transfer.more", { count: more })}</li>}
        </ul>
      </details>
    </section>
  );
}

function AlikeWords({ row }: { row: AlikeRow }) {
  const t = useT();
  const key = `transfer.alike.reason.${row.reason}`;
  const reason = isWorded(key) ? t(key) : row.reason;
  if (!row.customer) return t("transfer.alike.twice", { row: row.number, other: row.row ?? 0, reason });
  const { name, maskedPhone } = row.customer;
  return t("transfer.alike.row", { row: row.number, name: [name, maskedPhone].join(" ").trim(), reason });
}

function UnlinkedWords({ cell: { number, words, reason } }: { cell: Unlinked }) {
  const t = useT();
  const key = `transfer.unlinked.code.${reason.code}`;
  const why = isWorded(key) ? t(key) : t(`errors.invalid.${reason.code}`, { limit: reason.limit ?? 0 });
  return t("transfer.unlinked.row", { row: number, field: fieldWord(t, reason.field), words, reason: why });
}
