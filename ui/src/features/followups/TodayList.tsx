import { useNavigate } from "@tanstack/react-router";
import { useLayoutEffect, useRef, useState } from "react";
import { useT } from "@/i18n";
import type { FollowUpView } from "@/ipc";
import { Button, useFirstFew, useShortcut } from "@/kit";
import { ActiveRowBody, type Panel } from "./ActiveRowBody";
import { DayLine } from "./DayLine";
import { FollowUpRow } from "./FollowUpRow";
import styles from "./followups.module.css";
import type { ActiveRow } from "./useActiveRow";
import { useCopy } from "./useCopy";
import { useTodayWrites } from "./useTodayWrites";

/** More than a window shows at first. */
const firstRows = 12;

interface Props {
  rows: readonly FollowUpView[];
  active: ActiveRow;
  /** Keeps a row in the list while something stands open in it. */
  hold: (held: { row: FollowUpView; index: number } | null) => void;
  hide: (id: string) => void;
  show: (id: string) => void;
  /** The row after which the day's share ends. */
  lineAfter: number;
  perDay: number;
  /** How many there are in all, shown or not. */
  all: number;
  onMore?: () => void;
  isLoadingMore: boolean;
}

export function TodayList({
  rows,
  active,
  hold,
  hide,
  show,
  lineAfter,
  perDay,
  all,
  onMore,
  isLoadingMore,
}: Props) {
  const t = useT();
  const navigate = useNavigate();
  const list = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<{ id: string; panel: Panel } | null>(null);
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

  function setPanel(next: Panel | null) {
    setOpened(next && row ? { id: row.id, panel: next } : null);
    hold(next && row ? { row, index } : null);
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

  function step(by: 1 | -1) {
    if (by > 0 && index === rows.length - 1) onMore?.();
    active.step(by);
  }

  // While something is typed or chosen in the row, a stray letter must not complete it.
  const free = panel === null && row !== undefined;
  const group = t("followups.keysGroup");
  const key = (keys: string, label: string, run: () => void, unlisted?: boolean) =>
    free && { keys, label, group, run, unlisted };
  useShortcut(key("j", t("followups.next"), () => step(1)));
  useShortcut(key("k", t("followups.previous"), () => step(-1)));
  useShortcut(key("arrowdown", t("followups.next"), () => step(1), true));
  useShortcut(key("arrowup", t("followups.previous"), () => step(-1), true));
  useShortcut(key("l", t("followups.log"), () => setPanel("log")));
  useShortcut(key("e", t("followups.complete"), () => row && void writes.complete(row)));
  useShortcut(key("s", t("followups.snooze"), () => setPanel("snooze")));
  useShortcut(key("x", t("followups.takeOff"), () => setPanel("off")));
  useShortcut(key("delete", t("followups.takeOff"), () => setPanel("off"), true));
  useShortcut(key("c", t("followups.copyPhone"), () => row && void copy.phone(row)));
  useShortcut(free && { keys: "enter", label: t("followups.open"), group, listedOnly: true, run: () => {} });

  const part = (from: number, to: number) =>
    drawn.slice(from, to).map((each, offset) => {
      const at = from + offset;
      return (
        <FollowUpRow
          key={each.id}
          row={each}
          place={at + 1}
          all={all}
          isActive={at === index}
          onActivate={() => activate(at)}
          onOpen={() => open(each)}
        >
          {at === index && (
            <ActiveRowBody
              row={each}
              place={at + 1}
              panel={panel}
              onPanel={setPanel}
              writes={writes}
              copy={copy}
            />
          )}
        </FollowUpRow>
      );
    });

  return (
    <div ref={list}>
      {lineAfter > 0 && (
        <div role="feed" aria-label={t("followups.list")} className={styles.list}>
          {part(0, lineAfter)}
        </div>
      )}
      {rows.length > lineAfter && (
        <>
          <DayLine total={perDay} rest={all - lineAfter} reached={lineAfter === 0} />
          <div role="feed" aria-label={t("followups.spareList")} className={styles.list}>
            {part(lineAfter, drawn.length)}
          </div>
        </>
      )}
      {onMore && drawn === rows && (
        <div className={styles.more}>
          <Button isPending={isLoadingMore} onPress={onMore}>
            {t("followups.showMore")}
          </Button>
        </div>
      )}
    </div>
  );
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
