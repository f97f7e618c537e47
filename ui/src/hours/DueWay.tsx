import { useLanguage, useT } from "@/i18n";
import type { DuePath } from "@/ipc";
import { dayOf, formatInstant, momentOn, useShopTime } from "@/kit";
import styles from "./way.module.css";
import { closedWords, daysWords } from "./words";

/** So many pieces of open time are told before the last one. */
const told = 6;

const names = {
  counts: "settings.hours.counts",
  closed: "settings.hours.closed",
  paused: "complaints.paused",
} as const;

/** How a due time comes about: from when, which open time counts, what does not, and when it is over. */
export function DueWay({ path }: { path: DuePath }) {
  const t = useT();
  const { zone } = useShopTime();
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
    ...(path.paused ?? []).map(({ from, until: to }) => ({
      at: from,
      kind: "paused" as const,
      text: `${moment(from)} – ${until(from, to)}`,
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
            <dt>{t(names[kind])}</dt>
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
