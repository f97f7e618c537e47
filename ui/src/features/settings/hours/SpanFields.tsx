import { Plus, X } from "lucide-react";
import { useT } from "@/i18n";
import type { Span } from "@/ipc";
import { Button, IconButton, TimeField } from "@/kit";
import { changedAt, closesAt, closingTime, endsOn, opensAt, withAnother, withoutAt } from "./draft";
import styles from "./hours.module.css";
import { problemAt } from "./words";

interface Props {
  /** Of which day these are. */
  of: string;
  spans: readonly Span[];
  /** Where they stand in the calendar, as errors name it. */
  path: string;
  error: unknown;
  onChange: (spans: Span[]) => void;
}

/** The most of one day. */
const most = 6;

/** From when to when, several times a day. */
export function SpanFields({ of, spans, path, error, onChange }: Props) {
  const t = useT();
  const whole = problemAt(t, error, path);
  return (
    <div className={styles.spans}>
      {spans.length === 0 && <span className={styles.closed}>{t("settings.hours.closed")}</span>}
      {spans.map((span, at) => {
        const words = { of, number: at + 1 };
        const ends = endsOn(span);
        const problem = (part: string) => problemAt(t, error, `${path}.${at}.${part}`);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a span has no identity but its place.
          <div key={at} className={styles.span}>
            <TimeField
              label={t("settings.hours.from", words)}
              hideLabel
              value={span.from}
              onChange={(from) => onChange(changedAt(spans, at, opensAt(span, from)))}
              error={problem("from")}
            />
            <span aria-hidden="true">–</span>
            <TimeField
              label={t("settings.hours.to", words)}
              hideLabel
              value={closingTime(span)}
              onChange={(time) => onChange(changedAt(spans, at, closesAt(span, time)))}
              error={problem("to")}
            />
            {ends !== "same" && <span className={styles.ends}>{t(`settings.hours.ends.${ends}`)}</span>}
            <IconButton
              size="small"
              label={t("settings.hours.removeSpan", words)}
              icon={<X />}
              onPress={() => onChange(withoutAt(spans, at))}
            />
          </div>
        );
      })}
      {spans.length < most && (
        <Button
          size="small"
          tone="quiet"
          icon={<Plus aria-hidden="true" />}
          aria-label={t(spans.length ? "settings.hours.addSpanOf" : "settings.hours.openOf", { of })}
          onPress={() => onChange(withAnother(spans))}
        >
          {t(spans.length ? "settings.hours.addSpan" : "settings.hours.openDay")}
        </Button>
      )}
      {whole && (
        <p role="alert" className={styles.problem}>
          {whole}
        </p>
      )}
    </div>
  );
}
