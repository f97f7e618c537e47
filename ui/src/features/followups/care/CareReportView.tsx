import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useLanguage, useT } from "@/i18n";
import type { Care, CareLine, CareReport, Id } from "@/ipc";
import { formatMoney, formatNumber } from "@/kit";
import { OutcomeIcon } from "@/terms";
import { rules } from "../queries";
import styles from "./care.module.css";

const figures = ["total", "inTime", "late", "skipped", "passed", "open"] as const satisfies (keyof Care)[];

/** The report as it stands on the screen and on paper. */
export function CareReportView({ report }: { report: CareReport }) {
  const t = useT();
  const language = useLanguage();
  const ruleName = useRuleNames();
  const { all, came, people, rules: byRule, outcomes } = report;
  if (all.total === 0) return <p className={styles.nothing}>{t("followups.care.nothing")}</p>;
  const done = all.inTime + all.late;
  return (
    <div className={styles.report}>
      <dl className={styles.figures}>
        {figures.map((figure) => (
          <div key={figure} data-figure={figure}>
            <dt>{t(`followups.care.figure.${figure}`)}</dt>
            <dd>
              {formatNumber(all[figure], language)}
              {figure !== "total" && <small>{share(all[figure], all.total)}</small>}
            </dd>
          </div>
        ))}
      </dl>
      <p className={styles.came}>
        {came.contacts === 0
          ? t("followups.care.cameNot", { count: done })
          : t("followups.care.came", { done, count: came.contacts, sum: formatMoney(came.fen) })}
      </p>
      <CareTable
        title={t("followups.care.byPerson")}
        lines={people}
        nameOf={({ person }) => person || t("followups.care.nobody")}
      />
      <CareTable
        title={t("followups.care.byRule")}
        lines={byRule}
        nameOf={({ rule }) => (rule === null ? t("followups.care.byHand") : ruleName(rule))}
      />
      {outcomes.length > 0 && (
        <section>
          <h3>{t("followups.care.outcomes")}</h3>
          <ul className={styles.outcomes}>
            {outcomes.map(({ outcome, count }) => (
              <li key={outcome ?? ""}>
                {outcome && <OutcomeIcon outcome={outcome} />}
                <span>{t(outcome ? `terms.outcome.${outcome}` : "followups.care.noOutcome")}</span>
                <strong>{formatNumber(count, language)}</strong>
                <small>{share(count, done)}</small>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

const share = (part: number, whole: number) => (whole === 0 ? "" : `${Math.round((part * 100) / whole)} %`);

interface TableProps {
  title: string;
  lines: readonly CareLine[];
  nameOf: (line: CareLine) => ReactNode;
}

function CareTable({ title, lines, nameOf }: TableProps) {
  const t = useT();
  const language = useLanguage();
  return (
    <section>
      <h3>{title}</h3>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{title}</span>
            </th>
            {figures.map((figure) => (
              <th key={figure} scope="col">
                {t(`followups.care.figure.${figure}`)}
              </th>
            ))}
            <th scope="col">{t("followups.care.boughtAfter")}</th>
            <th scope="col">{t("followups.care.sum")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.rule ?? line.person}>
              <th scope="row">{nameOf(line)}</th>
              {figures.map((figure) => (
                <td key={figure}>{formatNumber(line.care[figure], language)}</td>
              ))}
              <td>{formatNumber(line.came.contacts, language)}</td>
              <td>{formatMoney(line.came.fen)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A rule by the shop's own name for it, or by what sets it off; one that is gone says so. */
function useRuleNames(): (id: Id<"RuleId">) => string {
  const t = useT();
  const { data: known = [] } = useQuery(rules());
  return (id) => {
    const rule = known.find((each) => each.id === id);
    if (!rule) return t("followups.care.goneRule");
    return rule.spec.name || t(`terms.trigger.${rule.spec.trigger.kind}`);
  };
}
