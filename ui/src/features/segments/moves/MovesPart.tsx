import { useQuery } from "@tanstack/react-query";
import { RefreshCw, Route } from "lucide-react";
import { useState } from "react";
import { useLanguage, useT } from "@/i18n";
import { type Flow, type FlowEdge, type MoveScheme, segments } from "@/ipc";
import {
  Button,
  DatePicker,
  EmptyState,
  ErrorNotice,
  formatDay,
  formatNumber,
  Select,
  Skeleton,
  Switch,
  toast,
  toastProblem,
  useShopTime,
} from "@/kit";
import { className, schemes } from "../names";
import { flowOf } from "../queries";
import styles from "../segments.module.css";
import { FlowChart } from "./FlowChart";
import { MovedList } from "./MovedList";

const usualDays = 30;

const daysBefore = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);

/** Who went from where to where, as a flow and by name. */
export function MovesPart() {
  const t = useT();
  const { today } = useShopTime();
  const [scheme, setScheme] = useState<MoveScheme>("three");
  const [to, setTo] = useState(today);
  const [from, setFrom] = useState(() => daysBefore(today, usualDays));
  const [way, setWay] = useState<FlowEdge | null>(null);
  const [withStayed, setWithStayed] = useState(false);
  const [isSorting, setIsSorting] = useState(false);
  const { data: flow, error, refetch } = useQuery(flowOf(from, to, scheme));

  const sortNow = async () => {
    setIsSorting(true);
    try {
      const moved = await segments.snapshot();
      toast({ text: t("segments.moves.sorted", { count: moved }), tone: "good" });
    } catch (problem) {
      toastProblem(t, problem);
    } finally {
      setIsSorting(false);
    }
  };
  return (
    <section className={styles.part} aria-labelledby="moves-head">
      <h2 id="moves-head" className={styles.head}>
        {t("segments.moves.title")}
      </h2>
      <p className={styles.text}>{t("segments.moves.text")}</p>
      <div className={styles.controls}>
        <Select
          label={t("segments.scheme")}
          value={scheme}
          onChange={(next) => {
            setScheme(next);
            setWay(null);
          }}
          options={schemes.map((value) => ({ value, label: t(`segments.schemes.${value}`) }))}
        />
        <DatePicker
          label={t("segments.moves.from")}
          value={from}
          max={to}
          onChange={(day) => day && setFrom(day)}
        />
        <DatePicker
          label={t("segments.moves.to")}
          value={to}
          min={from}
          max={today}
          onChange={(day) => day && setTo(day)}
        />
        <Switch isSelected={withStayed} onChange={setWithStayed}>
          {t("segments.moves.withStayed")}
        </Switch>
        <Button icon={<RefreshCw aria-hidden="true" />} isPending={isSorting} onPress={() => void sortNow()}>
          {t("segments.moves.sortNow")}
        </Button>
      </div>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!flow && !error && <Skeleton lines={6} />}
      {flow && <Told flow={flow} />}
      {flow && flow.moved === 0 && (
        <EmptyState icon={<Route aria-hidden="true" />} title={t("segments.moves.none")}>
          {t("segments.moves.noneNext")}
        </EmptyState>
      )}
      {flow && (flow.moved > 0 || withStayed) && (
        <div className={styles.flow}>
          <FlowChart flow={flow} withStayed={withStayed} way={way} />
          <Ways flow={flow} way={way} onWay={setWay} />
        </div>
      )}
      {flow && flow.moved > 0 && (
        <MovedList key={JSON.stringify([from, to, scheme, way])} flow={flow} way={way} />
      )}
    </section>
  );
}

function Told({ flow }: { flow: Flow }) {
  const t = useT();
  const language = useLanguage();
  const since = flow.comparableFrom;
  return (
    <>
      {flow.moved > 0 && (
        <p className={styles.sum} role="status">
          {t("segments.moves.sum", {
            count: flow.moved,
            customers: formatNumber(flow.moved, language),
            from: formatDay(flow.from, language),
            to: formatDay(flow.to, language),
          })}
        </p>
      )}
      {since !== null && since > flow.from && (
        <p className={styles.text}>{t("segments.moves.since", { day: formatDay(since, language) })}</p>
      )}
    </>
  );
}

const same = (a: FlowEdge | null, b: FlowEdge) => a !== null && a.from === b.from && a.to === b.to;

/** Each way as a press that names those who went it. */
function Ways({
  flow,
  way,
  onWay,
}: {
  flow: Flow;
  way: FlowEdge | null;
  onWay: (way: FlowEdge | null) => void;
}) {
  const t = useT();
  const language = useLanguage();
  const ways = flow.cells.filter((cell) => cell.from !== cell.to).sort((a, b) => b.customers - a.customers);
  return (
    <ul className={styles.ways} aria-label={t("segments.moves.ways")}>
      {ways.map(({ from, to, customers }) => {
        const isChosen = same(way, { from, to });
        return (
          <li key={`${from}-${to}`}>
            <button
              type="button"
              className={styles.way}
              aria-pressed={isChosen}
              onClick={() => onWay(isChosen ? null : { from, to })}
            >
              <span>{className(t, flow.scheme, from)}</span>
              <span aria-hidden="true">→</span>
              <span className="visually-hidden">{t("segments.moves.goesTo")}</span>
              <span>{className(t, flow.scheme, to)}</span>
              <strong className="tabular">{formatNumber(customers, language)}</strong>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
