import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { MessageSquareHeart } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useElapsed } from "@/complaint";
import { useT } from "@/i18n";
import { type ComplaintBoard, type ComplaintCard, useFirstScreen } from "@/ipc";
import { Button, EmptyState, ErrorNotice, Skeleton, toast, useShortcut } from "@/kit";
import { askAgainMs, boardOf, filterOf } from "../queries";
import { type ColumnId, columns, nextActs, stepInto } from "../workflow";
import { BoardCard } from "./BoardCard";
import styles from "./board.module.css";
import { Filters } from "./Filters";
import { OpenNow } from "./OpenNow";

/** A column for each state, the next deadline first; drag a card or press a key to go on with it. */
export function BoardPart() {
  const t = useT();
  const search = useSearch({ from: "/complaints" });
  const filter = filterOf(search);
  const board = useQuery({
    ...boardOf(filter),
    refetchInterval: askAgainMs,
    placeholderData: keepPreviousData,
  });
  useFirstScreen(!board.isPending);
  if (board.error) return <ErrorNotice error={board.error} onRetry={() => void board.refetch()} />;
  if (!board.data) return <Skeleton lines={8} />;
  const isEmpty = board.data.columns.every(({ count }) => count === 0);
  const isNarrowed = Object.values(filter).some(Boolean);
  return (
    <>
      <div className={styles.bar}>
        <Filters owners={board.data.owners} />
        <OpenNow open={board.data.open} until={board.data.until} />
      </div>
      {isEmpty && !isNarrowed ? <Nothing /> : <Columns board={board.data} />}
      {isEmpty && isNarrowed && <p className={styles.none}>{t("complaints.noneFound")}</p>}
    </>
  );
}

function Nothing() {
  const t = useT();
  const navigate = useNavigate();
  return (
    <EmptyState
      icon={<MessageSquareHeart aria-hidden="true" />}
      title={t("complaints.nothing")}
      actions={
        <Button
          tone="primary"
          onPress={() => void navigate({ to: "/complaints", search: { intake: true }, replace: true })}
        >
          {t("complaints.takeDown")}
        </Button>
      }
    >
      {t("complaints.nothingWhy")}
    </EmptyState>
  );
}

interface Shown {
  id: ColumnId;
  count: number;
  late: number;
  cards: readonly ComplaintCard[];
}

function shownOf(board: ComplaintBoard): Shown[] {
  return columns.map(({ id, states }) => {
    const parts = board.columns.filter(({ state }) => (states as readonly string[]).includes(state));
    const cards = parts.flatMap((part) => part.cards);
    return {
      id,
      count: parts.reduce((sum, part) => sum + part.count, 0),
      late: parts.reduce((sum, part) => sum + part.late, 0),
      cards: parts.length > 1 ? cards.toSorted((a, b) => (a.due ?? Infinity) - (b.due ?? Infinity)) : cards,
    };
  });
}

function Columns({ board }: { board: ComplaintBoard }) {
  const t = useT();
  const navigate = useNavigate();
  const elapsed = useElapsed(board.now, board.open);
  const shown = shownOf(board);
  const { at, go, move } = useActiveCard(shown);
  const [dragged, setDragged] = useState<ComplaintCard>();
  const box = useRef<HTMLDivElement>(null);
  const active = shown[at.column]?.cards[at.row];
  const open = (card: ComplaintCard, act?: string) =>
    void navigate({
      to: "/complaints/$complaintId",
      params: { complaintId: card.id },
      search: act ? { act } : {},
    });
  function drop(column: ColumnId) {
    if (!dragged) return;
    setDragged(undefined);
    const act = stepInto(dragged.state, column);
    if (act) open(dragged, act);
    else if (!columns.find(({ id }) => id === column)?.states.some((state) => state === dragged.state)) {
      const next = nextOf(dragged);
      toast({
        text: t("complaints.cannotJump", {
          state: t(`terms.complaintState.${dragged.state}`),
          next: next ? t(`complaints.act.${next}`) : t("complaints.openIt"),
        }),
      });
    }
  }
  const group = t("app.complaints");
  const key = (keys: string, label: string, run: () => void, unlisted = false) =>
    active !== undefined && { keys, label, group, run, unlisted };
  useShortcut(key("j", t("complaints.down"), () => move(0, 1)));
  useShortcut(key("k", t("complaints.up"), () => move(0, -1)));
  useShortcut(key("arrowdown", t("complaints.down"), () => move(0, 1), true));
  useShortcut(key("arrowup", t("complaints.up"), () => move(0, -1), true));
  useShortcut(key("arrowright", t("complaints.right"), () => move(1, 0)));
  useShortcut(key("arrowleft", t("complaints.left_"), () => move(-1, 0)));
  useShortcut(key("enter", t("complaints.openIt"), () => active && open(active)));
  useShortcut(key(".", t("complaints.goOn"), () => active && open(active, nextOf(active))));
  useEffect(() => {
    if (!active) return;
    const card = box.current?.querySelector<HTMLElement>(`[data-card="${active.id}"]`);
    const now = document.activeElement;
    if (now === document.body || now?.id === "content" || box.current?.contains(now)) {
      card?.focus({ preventScroll: true });
      card?.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }, [active]);
  return (
    <div ref={box} className={styles.columns}>
      {shown.map((column, columnAt) => (
        // biome-ignore lint/a11y/useSemanticElements: a column of a board is a group of cards
        <div
          key={column.id}
          role="group"
          aria-label={t("complaints.columnOf", {
            name: t(`complaints.column.${column.id}`),
            count: column.count,
          })}
          className={styles.column}
          data-empty={column.count === 0 || undefined}
          data-over={dragged && stepInto(dragged.state, column.id) ? true : undefined}
          onDragOver={(event) => dragged && event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            drop(column.id);
          }}
        >
          <h2 className={styles.title}>
            {t(`complaints.column.${column.id}`)}
            <span className={styles.count}>{column.count}</span>
            {column.late > 0 && (
              <span className={styles.late}>{t("complaints.lateCount", { count: column.late })}</span>
            )}
          </h2>
          <div className={styles.cards}>
            {column.cards.map((card, rowAt) => (
              <BoardCard
                key={card.id}
                card={card}
                elapsed={elapsed}
                isActive={at.column === columnAt && at.row === rowAt}
                onActivate={() => go({ column: columnAt, row: rowAt })}
                onOpen={() => open(card)}
                onDrag={setDragged}
              />
            ))}
            {column.count > column.cards.length && (
              <p className={styles.more}>
                {t("complaints.moreHere", { count: column.count - column.cards.length })}
              </p>
            )}
          </div>
        </div>
      ))}
    </div>
  );
}

/** What a key goes on with, before anything is known but the state. */
const nextOf = (card: ComplaintCard) =>
  nextActs(card.state, ["answer", "investigate", "propose", "agree", "solve", "followUp", "close"])[0];

function useActiveCard(shown: readonly Shown[]) {
  const first = Math.max(
    0,
    shown.findIndex(({ cards }) => cards.length > 0),
  );
  const [at, go] = useState({ column: first, row: 0 });
  const held = {
    column: at.column,
    row: Math.max(0, Math.min(at.row, (shown[at.column]?.cards.length ?? 1) - 1)),
  };
  /** Sideways to the next column that has cards. */
  function move(right: number, down: number) {
    if (down !== 0) return go({ column: held.column, row: Math.max(0, held.row + down) });
    for (let column = held.column + right; column >= 0 && column < shown.length; column += right) {
      if ((shown[column]?.cards.length ?? 0) > 0) return go({ column, row: held.row });
    }
  }
  return { at: held, go, move };
}
