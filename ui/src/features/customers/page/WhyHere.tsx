import { Check, Minus } from "lucide-react";
import { type T, useLanguage, useT } from "@/i18n";
import type { SegmentReason } from "@/ipc";
import { formatMoney, formatNumber } from "@/kit";
import { SegmentChip, StageChip } from "@/terms";
import styles from "./page.module.css";

/** Why this customer stands where they stand: three figures against the mean, and what is missing to core. */
export function WhyHere({ reason, isShort }: { reason: SegmentReason; isShort?: boolean }) {
  const t = useT();
  const language = useLanguage();
  const number = (value: number) => formatNumber(value, language);
  const mean = (value: number) => number(Math.round(value * 10) / 10);
  const { better } = reason;
  return (
    <section className={styles.why} aria-label={t("customers.why.title")}>
      {!isShort && (
        <h2 className={styles.boxHead}>
          {t("customers.why.title")}
          <span className={styles.chipsBelow}>
            <SegmentChip segment={reason.segment} />
            <StageChip stage={reason.stage} />
          </span>
        </h2>
      )}
      <p className={styles.verdict}>{verdict(t, number, reason)}</p>
      <table className={styles.figures}>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{t("customers.why.figure")}</th>
            <th scope="col">{t("customers.why.theirs")}</th>
            <th scope="col">{t("customers.why.comparison")}</th>
          </tr>
        </thead>
        <tbody>
          <Figure
            name={t("customers.why.recency")}
            theirs={t("customers.why.daysAgo", {
              count: reason.recencyDays,
              days: number(reason.recencyDays),
            })}
            mean={worded(reason.meanRecencyDays, (days) =>
              t("customers.why.days", { count: days, days: mean(days) }),
            )}
            isBetter={better.r}
          />
          <Figure
            name={t("customers.why.frequency")}
            theirs={t("customers.why.times", { count: reason.frequency, times: number(reason.frequency) })}
            mean={worded(reason.meanFrequency, (times) =>
              t("customers.why.times", { count: times, times: mean(times) }),
            )}
            isBetter={better.f}
          />
          <Figure
            name={t("customers.why.monetary")}
            theirs={formatMoney(reason.monetaryFen)}
            mean={worded(reason.meanMonetaryFen, (fen) => formatMoney(Math.round(fen)))}
            isBetter={better.m}
          />
        </tbody>
      </table>
    </section>
  );
}

const worded = (value: number | null, words: (value: number) => string) =>
  value === null ? undefined : words(value);

interface FigureProps {
  name: string;
  theirs: string;
  mean: string | undefined;
  isBetter: boolean;
}

function Figure({ name, theirs, mean, isBetter }: FigureProps) {
  const t = useT();
  const Mark = isBetter ? Check : Minus;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className={styles.theirs}>{theirs}</td>
      <td className={isBetter ? styles.better : styles.notBetter}>
        {mean === undefined ? (
          t("customers.why.unknownMean")
        ) : (
          <>
            <Mark aria-hidden="true" />
            {t(isBetter ? "customers.why.better" : "customers.why.notBetter", { mean })}
          </>
        )}
      </td>
    </tr>
  );
}

/** One sentence: where they stand, and what would bring them to core. */
function verdict(t: T, number: (value: number) => string, reason: SegmentReason): string {
  if (reason.segment === "core") return t("customers.why.core");
  const missing = [
    !reason.better.r && t("customers.why.comeAgain"),
    reason.purchasesToCore > 0 &&
      t("customers.why.morePurchases", {
        count: reason.purchasesToCore,
        times: number(reason.purchasesToCore),
      }),
    reason.fenToCore > 0 && t("customers.why.moreMoney", { money: formatMoney(reason.fenToCore) }),
  ].filter((each) => each !== false);
  const wanted = missing.join(t("customers.why.and"));
  if (reason.segment === "win_back") {
    return t("customers.why.winBack", {
      count: reason.recencyDays,
      days: number(reason.recencyDays),
      stage: t(`terms.stage.${reason.stage}`),
    });
  }
  return wanted ? t("customers.why.toCore", { wanted }) : t("customers.why.potential");
}
