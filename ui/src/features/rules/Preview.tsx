import { Link } from "@tanstack/react-router";
import { CirclePause, Merge } from "lucide-react";
import { type T, useLanguage, useT } from "@/i18n";
import type { RulePreview, Wanted } from "@/ipc";
import { Chip, Count, Instant, Skeleton, useShopTime } from "@/kit";
import { reasonWords } from "@/terms";
import { weeklyWords } from "./RuleList";
import styles from "./rules.module.css";
import type { usePreview } from "./usePreview";

interface Props {
  preview: ReturnType<typeof usePreview>;
  /** Nothing marked in the sentence stands in the way. */
  isMended: boolean;
}

/** Whom the rule would name next, and how much it asks of a week. */
export function Preview({ preview, isMended }: Props) {
  const t = useT();
  const { answer, isBehind } = preview;
  return (
    <aside className={styles.preview} aria-label={t("rules.preview.title")} aria-busy={isBehind}>
      <h2>{t("rules.preview.title")}</h2>
      {!isMended && <p className={styles.mend}>{t("rules.preview.mend")}</p>}
      {isMended && !answer && <Skeleton lines={6} />}
      {answer && (
        <div className={styles.answer} data-behind={isBehind || !isMended || undefined}>
          <Figures answer={answer} />
          <Next next={answer.next} />
        </div>
      )}
    </aside>
  );
}

function Figures({ answer }: { answer: RulePreview }) {
  const t = useT();
  const most = Math.max(1, ...answer.weeks);
  return (
    <>
      <dl className={styles.figures}>
        <div>
          <dt>{t("rules.preview.audience")}</dt>
          <dd>
            <Count value={answer.audience} />
          </dd>
        </div>
        <div>
          <dt>{t("rules.preview.weekly")}</dt>
          <dd>{weeklyWords(t, answer.weeklyTenths)}</dd>
        </div>
      </dl>
      {answer.weeks.length > 0 && (
        <ol
          className={styles.weeks}
          aria-label={t(answer.weeksBack ? "rules.preview.weeksBack" : "rules.preview.weeks")}
        >
          {answer.weeks.map((count, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a week has no identity but its place.
            <li key={at}>
              <span className={styles.barBox}>
                <span
                  className={styles.bar}
                  style={{ height: `${Math.round((count / most) * 100)}%` }}
                  data-none={count === 0 || undefined}
                />
              </span>
              <span>{count}</span>
              <small>{weekName(t, at, answer)}</small>
            </li>
          ))}
        </ol>
      )}
      {answer.weeksBack && <p className={styles.muted}>{t("rules.preview.weeksBackWhy")}</p>}
      {answer.held > 0 && <p className={styles.muted}>{t("rules.preview.held", { count: answer.held })}</p>}
    </>
  );
}

/** This week and those to come, or those before this one. */
function weekName(t: T, at: number, { weeks, weeksBack }: RulePreview): string {
  if (weeksBack) return `−${weeks.length - at}`;
  return at === 0 ? t("rules.preview.thisWeek") : `+${at}`;
}

function Next({ next }: { next: Wanted[] }) {
  const t = useT();
  if (next.length === 0) return <p className={styles.muted}>{t("rules.preview.nobody")}</p>;
  return (
    <>
      <h3>{t("rules.preview.next", { count: next.length })}</h3>
      <ol className={styles.next}>
        {next.map((wanted, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same person may come several times.
          <li key={at} data-held={wanted.held ?? undefined}>
            <NextRow wanted={wanted} />
          </li>
        ))}
      </ol>
    </>
  );
}

function NextRow({ wanted }: { wanted: Wanted }) {
  const t = useT();
  const language = useLanguage();
  const { today } = useShopTime();
  return (
    <>
      <span className={styles.nextHead}>
        <Link to="/customers/$customerId" params={{ customerId: wanted.customer }}>
          {wanted.customerName}
        </Link>
        <Instant ms={wanted.due} style="dayTime" />
      </span>
      <span className={styles.muted}>{reasonWords(t, language, today, wanted.reason)}</span>
      {wanted.held && (
        <Chip tone="soon" icon={<CirclePause aria-hidden="true" />}>
          {t("rules.preview.heldBack", { why: t(`terms.held.${wanted.held}`) })}
        </Chip>
      )}
      {wanted.joins && !wanted.held && (
        <Chip tone="met" icon={<Merge aria-hidden="true" />}>
          {t("rules.preview.joins")}
        </Chip>
      )}
    </>
  );
}
