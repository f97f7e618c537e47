import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLanguage, useT } from "@/i18n";
import type { BusinessCalendar, DuePath } from "@/ipc";
import { DatePicker, dayOf, formatInstant, momentOn, NumberField, TimeField, useShopTime } from "@/kit";
import { explained } from "../queries";
import { Section } from "../Section";
import settings from "../settings.module.css";
import styles from "./hours.module.css";
import { closedWords, daysWords } from "./words";

interface Props {
  draft: BusinessCalendar;
  now: number;
}

/** What the calendar, also one that is not saved yet, makes of a time to answer in. */
export function TryOut({ draft, now }: Props) {
  const t = useT();
  const language = useLanguage();
  const { zone } = useShopTime();
  const [day, setDay] = useState(() => dayOf(now, zone));
  const [minute, setMinute] = useState(() => {
    const [hour = 0, past = 0] = formatInstant(now, zone, language, "time").split(":").map(Number);
    return hour * 60 + past;
  });
  const [within, setWithin] = useState(60);
  const at = momentOn(day, zone, Math.floor(minute / 60), minute % 60);
  const { data: path, error } = useQuery({
    ...explained(draft, at, within),
    placeholderData: keepPreviousData,
  });
  return (
    <Section title={t("settings.hours.try")} text={t("settings.hours.tryText")}>
      <div className={styles.try}>
        <DatePicker
          label={t("settings.hours.tryDay")}
          value={day}
          onChange={(next) => next && setDay(next)}
        />
        <TimeField label={t("settings.hours.tryTime")} value={minute} onChange={setMinute} />
        <NumberField
          label={t("settings.hours.tryWithin")}
          value={within}
          minValue={1}
          maxValue={100_000}
          onChange={(next) => setWithin(next || 1)}
        />
      </div>
      <div role="status">
        {error ? (
          <p className={settings.text}>{t("settings.hours.tryWrong")}</p>
        ) : (
          path && <Way path={path} zone={zone} />
        )}
      </div>
    </Section>
  );
}

/** So many pieces of open time are told before the last one. */
const told = 6;

function Way({ path, zone }: { path: DuePath; zone: string }) {
  const t = useT();
  const language = useLanguage();
  const moment = (ms: number) => formatInstant(ms, zone, language, "weekdayTime");
  const until = (from: number, to: number) =>
    dayOf(from, zone) === dayOf(to, zone) ? formatInstant(to, zone, language, "time") : moment(to);
  const { stretches, closed } = path;
  const open =
    stretches.length > told ? [...stretches.slice(0, told - 1), ...stretches.slice(-1)] : stretches;
  const lines = [
    ...open.map(({ from, until: to }) => ({
      at: from,
      kind: "counts" as const,
      text: `${moment(from)} – ${until(from, to)}`,
    })),
    ...closed
      .filter(({ from }) => momentOn(from, zone, 0) <= (open.at(-1)?.from ?? 0))
      .slice(0, told)
      .map(({ from, to, rule }) => ({
        at: momentOn(from, zone, 0),
        kind: "closed" as const,
        text: `${daysWords(from, to, language)} · ${closedWords(t, rule)}`,
      })),
  ].sort((one, other) => one.at - other.at);
  const left = stretches.length - open.length;
  return (
    <dl className={styles.way}>
      <div>
        <dt>{t("settings.hours.received")}</dt>
        <dd>{moment(path.from)}</dd>
      </div>
      {path.always && (
        <div>
          <dt>{t("settings.hours.counts")}</dt>
          <dd>{t("settings.hours.always")}</dd>
        </div>
      )}
      {!path.always &&
        lines.map(({ at, kind, text }) => (
          <div key={`${kind} ${at}`} data-kind={kind}>
            <dt>{t(kind === "counts" ? "settings.hours.counts" : "settings.hours.closed")}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      {left > 0 && (
        <div data-kind="closed">
          <dt>…</dt>
          <dd>{t("settings.hours.more", { count: left })}</dd>
        </div>
      )}
      <div data-kind="due">
        <dt>{t("settings.hours.due")}</dt>
        <dd>{moment(path.due)}</dd>
      </div>
    </dl>
  );
}
