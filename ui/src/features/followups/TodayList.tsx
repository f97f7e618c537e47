import { useNavigate } from "@tanstack/react-router";
import { Fragment, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useT } from "@/i18n";
import type { FollowUpView } from "@/ipc";
import { Button, useFirstFew, useShortcut } from "@/kit";
import { ActiveRowBody, type Panel } from "./ActiveRowBody";
import { DayLine } from "./DayLine";
import { FollowUpRow } from "./FollowUpRow";
import styles from "./followups.module.css";
import type { OpenSection } from "./queries";
import { SectionHead } from "./SectionHead";
import type { ActiveRow } from "./useActiveRow";
import { useCopy } from "./useCopy";
import type { Part } from "./useTodayRows";
import { useTodayWrites } from "./useTodayWrites";
import { WeightsDialog } from "./WeightsDialog";

/** More than a window shows at first. */
const firstRows = 12;

/** So many rows before the last one of a part, more of them are fetched: nobody should run into the end. */
const aheadRows = 8;

interface Props {
  /** Those with somebody in them; a folded one comes without rows. */
  parts: readonly Part[];
  /** The rows of all that are not folded, one after the other. */
  rows: readonly FollowUpView[];
  folded: ReadonlySet<OpenSection>;
  onFold: (section: OpenSection) => void;
  active: ActiveRow;
  /** Keeps a row in the list while something stands open in it. */
  hold: (row: FollowUpView | null) => void;
  hide: (id: string) => void;
  show: (id: string) => void;
  /** The row after which the day's share ends. */
  lineAfter: number;
  perDay: number;
  /** How many there are in all, shown or not. */
  all: number;
}

export function TodayList(props: Props) {
  const { parts, rows, folded, onFold, active, hold, hide, show, lineAfter, perDay, all } = props;
  const t = useT();
  const navigate = useNavigate();
  const list = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<{ id: string; panel: Panel } | null>(null);
  const [weighing, setWeighing] = useState(false);
  const copy = useCopy();
  const { row, index } = active;
  const drawn = useFirstFew(rows, Math.max(firstRows, index + 1));
  // What stands open belongs to its row alone, wherever that goes and whatever comes into its place.
  const panel = opened?.id === row?.id ? (opened?.panel ?? null) : null;
  const isBusy = useRef(false);
  isBusy.current = panel !== null;
  const goTo = (id: string) => {
    if (!isBusy.current) active.goTo(id);
  };
  const writes = useTodayWrites({ hide, show, active: { letGo: active.letGo, goTo } });
  useFocusOnActive(list, row?.id, panel);
  const starts = parts.map((_, at) => parts.slice(0, at).reduce((sum, part) => sum + part.rows.length, 0));
  useMoreAhead(parts, starts, index);

  function setPanel(next: Panel | null) {
    setOpened(next && row ? { id: row.id, panel: next } : null);
    hold(next && row ? row : null);
    // Held by name from here on: rows that come in above must not move another one under the hand.
    if (next && row) active.goTo(row.id);
  }

  const open = (each: FollowUpView) =>
    void navigate({ to: "/customers/$customerId", params: { customerId: each.customer } });

  function activate(at: number) {
    if (at === index) return;
    setPanel(null);
    active.go(at);
  }

  /** To the first row of the next part, or of this one and then of the one before. */
  function leap(by: 1 | -1) {
    const to = by > 0 ? starts.find((start) => start > index) : starts.findLast((start) => start < index);
    if (to !== undefined) active.go(to);
  }

  // While something is typed or chosen in the row, a stray letter must not complete it.
  const free = panel === null && row !== undefined && !weighing;
  const group = t("followups.keysGroup");
  const key = (keys: string, label: string, run: () => void, unlisted?: boolean) =>
    free && { keys, label, group, run, unlisted };
  useShortcut(key("j", t("followups.next"), () => active.step(1)));
  useShortcut(key("k", t("followups.previous"), () => active.step(-1)));
  useShortcut(key("arrowdown", t("followups.next"), () => active.step(1), true));
  useShortcut(key("arrowup", t("followups.previous"), () => active.step(-1), true));
  useShortcut(key("shift+j", t("followups.nextSection"), () => leap(1)));
  useShortcut(key("shift+k", t("followups.previousSection"), () => leap(-1)));
  useShortcut(key("l", t("followups.log"), () => setPanel("log")));
  useShortcut(key("e", t("followups.completeKey"), () => setPanel("done")));
  useShortcut(key("n", t("followups.noAnswer"), () => row && void writes.noAnswer(row)));
  useShortcut(key("s", t("followups.snooze"), () => setPanel("snooze")));
  useShortcut(key("a", t("followups.assign"), () => setPanel("assign")));
  useShortcut(key("x", t("followups.takeOff"), () => setPanel("skip")));
  useShortcut(key("delete", t("followups.takeOff"), () => setPanel("skip"), true));
  useShortcut(key("c", t("followups.copyPhone"), () => row && void copy.phone(row)));
  useShortcut(free && { keys: "enter", label: t("followups.open"), group, listedOnly: true, run: () => {} });

  function stretch(part: Part, start: number, from: number, to: number) {
    return drawn.slice(start + from, start + to).map((each, offset) => {
      const at = start + from + offset;
      const place = from + offset + 1;
      return (
        <FollowUpRow
          key={each.id}
          row={each}
          place={place}
          all={part.count.value}
          isActive={at === index}
          onActivate={() => activate(at)}
          onOpen={() => open(each)}
        >
          {at === index && (
            <ActiveRowBody
              row={each}
              place={place}
              panel={panel}
              onPanel={setPanel}
              onWeights={() => setWeighing(true)}
              writes={writes}
              copy={copy}
            />
          )}
        </FollowUpRow>
      );
    });
  }

  return (
    <div ref={list}>
      {parts.map((part, at) => {
        const start = starts[at] ?? 0;
        const length = part.rows.length;
        const cut = lineAfter - start;
        // Where the day's share ends: above this part, or somewhere in it.
        const above = length > 0 && (cut === 0 || (cut < 0 && at === 0));
        const within = cut > 0 && cut < length ? cut : length;
        const name = t(`followups.section.${part.section}`);
        const line = <DayLine total={perDay} rest={all - lineAfter} reached={lineAfter === 0} />;
        return (
          <Fragment key={part.section}>
            {above && line}
            <section className={styles.section}>
              <SectionHead
                section={part.section}
                count={part.count}
                isOpen={!folded.has(part.section)}
                onToggle={() => onFold(part.section)}
              />
              <div role="feed" aria-label={name} className={styles.list}>
                {stretch(part, start, 0, within)}
              </div>
              {within < length && (
                <>
                  {line}
                  <div
                    role="feed"
                    aria-label={t("followups.spareList", { section: name })}
                    className={styles.list}
                  >
                    {stretch(part, start, within, length)}
                  </div>
                </>
              )}
              {part.onMore && drawn === rows && (
                <div className={styles.more}>
                  <Button isPending={part.isLoadingMore} onPress={part.onMore}>
                    {t("followups.showMore")}
                  </Button>
                </div>
              )}
            </section>
          </Fragment>
        );
      })}
      {weighing && <WeightsDialog onClose={() => setWeighing(false)} />}
    </div>
  );
}

/** Fetches the next rows of a part before the hand gets to its end. */
function useMoreAhead(parts: readonly Part[], starts: readonly number[], index: number) {
  const at = starts.findLastIndex((start) => start <= index);
  const part = parts[at];
  const left = part ? part.rows.length - (index - (starts[at] ?? 0)) : aheadRows;
  const wanted = part && !part.isLoadingMore && !part.hasFailed && left < aheadRows ? part.onMore : undefined;
  const latest = useRef(wanted);
  latest.current = wanted;
  const isWanted = wanted !== undefined;
  useEffect(() => {
    if (isWanted) latest.current?.();
  }, [isWanted]);
}

/** The row that the keys act on has the focus, unless something else has taken it for good reason. */
function useFocusOnActive(
  list: React.RefObject<HTMLDivElement | null>,
  id: string | undefined,
  panel: Panel | null,
) {
  useLayoutEffect(() => {
    const take = () => {
      const now = document.activeElement;
      const nobody = now === null || now === document.body || now.id === "content";
      const mine = now !== null && list.current?.contains(now);
      if (panel !== null || !id || (!nobody && !mine)) return;
      const row = list.current?.querySelector<HTMLElement>('[data-active="true"]');
      row?.focus({ preventScroll: true });
      row?.scrollIntoView({ block: "nearest" });
    };
    take();
    // A closing menu gives the focus back to a button that is gone by then.
    const later = setTimeout(take, 120);
    return () => clearTimeout(later);
  }, [list, id, panel]);
}
