import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import { useLanguage, useT } from "@/i18n";
import type { ScriptFigures } from "@/ipc";
import { ErrorNotice, formatNumber, Money, Skeleton } from "@/kit";
import { reportOfScripts } from "./queries";
import styles from "./scripts.module.css";

/** Which words led to purchases, beside contacts without any. */
export function FiguresPart() {
  const t = useT();
  const { data, error, refetch } = useQuery(reportOfScripts());
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={8} />;
  return (
    <div className={styles.report}>
      <p className={styles.muted}>{t("scripts.report.text")}</p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t("scripts.report.script")}</th>
            <th scope="col">{t("scripts.report.uses")}</th>
            <th scope="col">{t("scripts.report.customers")}</th>
            <th scope="col">{t("scripts.report.bought")}</th>
            <th scope="col">{t("scripts.report.purchases")}</th>
            <th scope="col">{t("scripts.report.amount")}</th>
          </tr>
        </thead>
        <tbody>
          {data.scripts.map(({ id, title, figures, versions }) => (
            <Fragment key={id}>
              <tr>
                <th scope="row">
                  <Link to="/scripts" search={{ script: id }}>
                    {title}
                  </Link>
                </th>
                <Cells figures={figures} />
              </tr>
              {versions.length > 1 &&
                versions.map((each) => (
                  <tr key={each.version} className={styles.ofVersion}>
                    <th scope="row">{t("scripts.history.version", { version: each.version })}</th>
                    <Cells figures={each.figures} />
                  </tr>
                ))}
            </Fragment>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("scripts.report.without")}</th>
            <Cells figures={data.without} />
          </tr>
        </tfoot>
      </table>
      {data.scripts.length === 0 && <p className={styles.nothing}>{t("scripts.report.nothing")}</p>}
    </div>
  );
}

function Cells({ figures }: { figures: ScriptFigures }) {
  const language = useLanguage();
  const number = (value: number) => formatNumber(value, language);
  const percent = figures.uses === 0 ? "" : ` (${Math.round((figures.bought * 100) / figures.uses)} %)`;
  return (
    <>
      <td>{number(figures.uses)}</td>
      <td>{number(figures.customers)}</td>
      <td>
        {number(figures.bought)}
        {percent}
      </td>
      <td>{number(figures.purchases)}</td>
      <td>
        <Money fen={figures.fen} />
      </td>
    </>
  );
}
