import { Check, Minus } from "lucide-react";
import { type Key, type T, useLanguage, useT } from "@/i18n";
import type { SegmentReason, Threshold } from "@/ipc";
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
            kind={reason.bars.r.threshold.kind}
            mean={worded(reason.bars.r.value, (days) =>
              t("customers.why.days", { count: days, days: mean(days) }),
            )}
            isBetter={better.r}
          />
          <Figure
            name={t("customers.why.frequency")}
            theirs={t("customers.why.times", { count: reason.frequency, times: number(reason.frequency) })}
            kind={reason.bars.f.threshold.kind}
            mean={worded(reason.bars.f.value, (times) =>
              t("customers.why.times", { count: times, times: mean(times) }),
            )}
            isBetter={better.f}
          />
          <Figure
            name={t("customers.why.monetary")}
            theirs={formatMoney(reason.monetaryFen)}
            kind={reason.bars.m.threshold.kind}
            mean={worded(reason.bars.m.value, (fen) => formatMoney(Math.round(fen)))}
            isBetter={better.m}
          />
        </tbody>
      </table>
      {reason.windowDays !== null && (
        <p className={styles.told}>
          {t("customers.why.window", { count: reason.windowDays, days: number(reason.windowDays) })}
        </p>
      )}
      {reason.limits.rhythmDays !== null && (
        <p className={styles.told}>
          {t("customers.why.rhythm", {
            count: reason.limits.rhythmDays,
            active: number(reason.limits.active),
            silent: number(reason.limits.silent),
            lost: number(reason.limits.lost),
          })}
        </p>
      )}
    </section>
  );
}

const worded = (value: number | null, words: (value: number) => string) =>
  value === null ? undefined : words(value);

const barWords: Record<Threshold["kind"], { better: Key; notBetter: Key }> = {
  mean: { better: "customers.why.better", notBetter: "customers.why.notBetter" },
  fixed: { better: "customers.why.reached", notBetter: "customers.why.notReached" },
  quantile: { better: "customers.why.above", notBetter: "customers.why.notAbove" },
};

interface FigureProps {
  name: string;
  theirs: string;
  mean: string | undefined;
  /** What kind of bar that is. */
  kind: Threshold["kind"];
  isBetter: boolean;
}

function Figure({ name, theirs, mean, kind, isBetter }: FigureProps) {
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
            {t(barWords[kind][isBetter ? "better" : "notBetter"], { mean })}
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
