import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { type T, useLanguage, useT } from "@/i18n";
import type { Flow, FlowEdge, MoveReason } from "@/ipc";
import { Count, Day, ErrorNotice, formatNumber, Money, Skeleton } from "@/kit";
import { className } from "../names";
import { Pager } from "../Pager";
import { movedOf } from "../queries";
import styles from "../segments.module.css";

/** Those who moved, by name, with everything that differs between the two places. */
export function MovedList({ flow, way }: { flow: Flow; way: FlowEdge | null }) {
  const t = useT();
  const language = useLanguage();
  const [start, setStart] = useState(0);
  const { data, error, refetch } = useQuery(movedOf(flow.from, flow.to, flow.scheme, way, start));
  const daysAgo = (days: number) =>
    t("customers.why.daysAgo", { count: days, days: formatNumber(days, language) });
  return (
    <>
      <h3 className={styles.subhead}>
        {way
          ? t("segments.moves.oneWay", {
              from: className(t, flow.scheme, way.from),
              to: className(t, flow.scheme, way.to),
            })
          : t("segments.moves.everyone")}
      </h3>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={5} />}
      {data && (
        <>
          <div className={styles.scroll}>
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">{t("customers.fields.name")}</th>
                  <th scope="col">{t("segments.moves.move")}</th>
                  <th scope="col">{t("segments.moves.why")}</th>
                  <th scope="col">{t("segments.moves.day")}</th>
                  <th scope="col">{t("customers.why.recency")}</th>
                  <th scope="col" className={styles.end}>
                    {t("customers.why.frequency")}
                  </th>
                  <th scope="col" className={styles.end}>
                    {t("customers.why.monetary")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.rows.map((one) => (
                  <tr key={one.row.id}>
                    <th scope="row">
                      <Link to="/customers/$customerId" params={{ customerId: one.row.id }}>
                        {one.row.name}
                      </Link>
                    </th>
                    <td>
                      {className(t, flow.scheme, one.from)} → {className(t, flow.scheme, one.to)}
                    </td>
                    <td>{one.why.map((why) => reasonWords(t, why)).join(t("customers.listComma"))}</td>
                    <td>
                      <Day day={one.day} />
                    </td>
                    <td className="tabular">{one.to !== null && daysAgo(one.recencyDays)}</td>
                    <td className={styles.end}>
                      <Count value={one.frequency} />
                    </td>
                    <td className={styles.end}>
                      <Money fen={one.monetaryFen} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <Pager start={start} total={data.total} onStart={setStart} />
        </>
      )}
    </>
  );
}

function reasonWords(t: T, why: MoveReason): string {
  switch (why.kind) {
    case "stage":
      return t("segments.reason.stage", {
        from: t(`terms.stage.${why.from}`),
        to: t(`terms.stage.${why.to}`),
      });
    case "better":
    case "notBetter":
      return t(`segments.reason.${why.kind}.${why.figure}`);
    case "firstPurchase":
    case "nothingLeft":
      return t(`segments.reason.${why.kind}`);
  }
}
