import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { HeartHandshake } from "lucide-react";
import { useState } from "react";
import { useLanguage, useT } from "@/i18n";
import {
  Day,
  EmptyState,
  ErrorNotice,
  formatMoney,
  formatNumber,
  Money,
  Phone,
  RelativeDay,
  SegmentedControl,
  Skeleton,
} from "@/kit";
import { StageChip } from "@/terms";
import { Pager } from "./Pager";
import { leavingWithin } from "./queries";
import styles from "./segments.module.css";

const spans = ["7", "30", "90"] as const;

/** Core customers who leave core if they buy nothing, those who leave first first. */
export function LeavingPart() {
  const t = useT();
  const language = useLanguage();
  const [span, setSpan] = useState<(typeof spans)[number]>("30");
  const [start, setStart] = useState(0);
  const { data, error, refetch } = useQuery(leavingWithin(Number(span), start));
  return (
    <section className={styles.part} aria-labelledby="leaving-head">
      <h2 id="leaving-head" className={styles.head}>
        {t("segments.leaving.title")}
      </h2>
      <p className={styles.text}>{t("segments.leaving.text")}</p>
      <div className={styles.controls}>
        <SegmentedControl
          label={t("segments.leaving.within")}
          value={span}
          onChange={(next) => {
            setSpan(next);
            setStart(0);
          }}
          choices={spans.map((days) => ({
            value: days,
            label: t("segments.leaving.days", { count: Number(days) }),
          }))}
        />
      </div>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={5} />}
      {data?.total === 0 && (
        <EmptyState icon={<HeartHandshake aria-hidden="true" />} title={t("segments.leaving.none")}>
          {t("segments.leaving.noneNext")}
        </EmptyState>
      )}
      {data && data.total > 0 && (
        <>
          <p className={styles.sum} role="status">
            {t("segments.leaving.sum", {
              count: data.total,
              customers: formatNumber(data.total, language),
              money: formatMoney(data.monetaryFen),
            })}
          </p>
          <div className={styles.scroll}>
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">{t("customers.fields.name")}</th>
                  <th scope="col">{t("customers.fields.phone")}</th>
                  <th scope="col">{t("customers.fields.stage")}</th>
                  <th scope="col">{t("customers.fields.lastPurchase")}</th>
                  <th scope="col" className={styles.end}>
                    {t("customers.fields.spent")}
                  </th>
                  <th scope="col">{t("segments.leaving.on")}</th>
                  <th scope="col">{t("segments.leaving.why")}</th>
                </tr>
              </thead>
              <tbody>
                {data.rows.map(({ row, on, by }) => (
                  <tr key={row.id}>
                    <th scope="row">
                      <Link to="/customers/$customerId" params={{ customerId: row.id }}>
                        {row.name}
                      </Link>
                    </th>
                    <td>
                      <Phone number={row} />
                    </td>
                    <td>{row.stage && <StageChip stage={row.stage} />}</td>
                    <td>{row.lastPurchase !== null && <RelativeDay ms={row.lastPurchase} />}</td>
                    <td className={styles.end}>
                      <Money fen={row.spentFen} />
                    </td>
                    <td>
                      <RelativeDay day={on} />{" "}
                      <small className={styles.muted}>
                        <Day day={on} />
                      </small>
                    </td>
                    <td>{t(`segments.leaving.by.${by}`)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <Pager start={start} total={data.total} onStart={setStart} />
        </>
      )}
    </section>
  );
}
