import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useLanguage, useT } from "@/i18n";
import { Button, ErrorNotice, formatDay, IconButton, Skeleton, useShopTime, useShortcut } from "@/kit";
import { calendarOf } from "../queries";
import { useWhose } from "../whose";
import styles from "./calendar.module.css";
import { DayCell } from "./DayCell";
import { DayList } from "./DayList";
import { addDays, firstOfMonth, lastOfMonth, mondayOf, sameDayIn } from "./days";

export const WeekPart = () => <CalendarPart span="week" />;
export const MonthPart = () => <CalendarPart span="month" />;

/** The days of a week or of a month, and what one of them holds. */
function CalendarPart({ span }: { span: "week" | "month" }) {
  const t = useT();
  const language = useLanguage();
  const navigate = useNavigate();
  const of = useWhose();
  const { today } = useShopTime();
  const { day = today } = useSearch({ from: "/" });
  const grid = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState<string>();
  const from = mondayOf(span === "week" ? day : firstOfMonth(day));
  const to = addDays(mondayOf(span === "week" ? day : lastOfMonth(day)), 6);
  const plans = useQuery({ ...calendarOf(from, to, of), placeholderData: (before) => before });

  const go = (next: string) =>
    void navigate({ to: "/", search: { part: span, day: next === today ? undefined : next }, replace: true });
  const turn = (by: 1 | -1) => go(span === "week" ? addDays(day, by * 7) : sameDayIn(day, by));

  // The cell that the arrows came to has the focus, once it is there; one that was clicked has it already.
  useEffect(() => {
    if (wanted !== day || plans.isPlaceholderData) return;
    grid.current?.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus();
    setWanted(undefined);
  }, [wanted, day, plans.isPlaceholderData]);

  const steps: Record<string, () => string> = {
    ArrowLeft: () => addDays(day, -1),
    ArrowRight: () => addDays(day, 1),
    ArrowUp: () => addDays(day, -7),
    ArrowDown: () => addDays(day, 7),
    Home: () => mondayOf(day),
    End: () => addDays(mondayOf(day), 6),
  };
  function onKeyDown(event: KeyboardEvent) {
    const step = steps[event.key];
    const isCell = event.target instanceof Element && event.target.matches("[data-day]");
    if (!step || !isCell || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = step();
    setWanted(next);
    go(next);
  }

  const group = t(`followups.part.${span}`);
  useShortcut({ keys: "[", label: t(`followups.calendar.previous.${span}`), group, run: () => turn(-1) });
  useShortcut({ keys: "]", label: t(`followups.calendar.next.${span}`), group, run: () => turn(1) });
  useShortcut({ keys: "t", label: t("followups.calendar.toToday"), group, run: () => go(today) });

  const month = day.slice(0, 7);
  const title =
    span === "month"
      ? formatDay(day, language, "month")
      : t("followups.calendar.span", {
          from: formatDay(from, language, "day"),
          to: formatDay(to, language, "monthDay"),
        });
  return (
    <div className={styles.part}>
      <div className={styles.head}>
        <IconButton
          label={t(`followups.calendar.previous.${span}`)}
          keys="["
          icon={<ChevronLeft />}
          onPress={() => turn(-1)}
        />
        <IconButton
          label={t(`followups.calendar.next.${span}`)}
          keys="]"
          icon={<ChevronRight />}
          onPress={() => turn(1)}
        />
        <h2>{title}</h2>
        <Button size="small" isDisabled={day === today} onPress={() => go(today)}>
          {t("followups.calendar.toToday")}
        </Button>
      </div>
      {plans.error && <ErrorNotice error={plans.error} onRetry={() => void plans.refetch()} />}
      {plans.isPending && <Skeleton lines={8} />}
      <div className={styles.both} data-span={span}>
        {plans.data && (
          // biome-ignore lint/a11y/useSemanticElements: a grid of days that the arrows walk, as in a date picker
          <div
            ref={grid}
            role="grid"
            tabIndex={-1}
            aria-label={title}
            className={styles.grid}
            data-span={span}
            onKeyDown={onKeyDown}
          >
            {/* biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useSemanticElements: a row of names */}
            <div role="row" className={styles.row}>
              {plans.data.slice(0, 7).map((plan, at) => (
                // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useSemanticElements: a name is not pressed
                <div key={plan.day} role="columnheader" className={styles.weekday}>
                  {t(`terms.weekday.${(at + 1) as 1 | 2 | 3 | 4 | 5 | 6 | 7}`)}
                </div>
              ))}
            </div>
            {weeksOf(plans.data).map((week) => (
              // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useSemanticElements: its cells are pressed
              <div key={week[0]?.day} role="row" className={styles.row}>
                {week.map((plan) => (
                  <DayCell
                    key={plan.day}
                    plan={plan}
                    span={span}
                    isToday={plan.day === today}
                    isPast={plan.day < today}
                    isChosen={plan.day === day}
                    isOutside={span === "month" && !plan.day.startsWith(month)}
                    onChoose={() => go(plan.day)}
                  />
                ))}
              </div>
            ))}
          </div>
        )}
        <DayList day={day} of={of} plan={plans.data?.find((plan) => plan.day === day)} />
      </div>
    </div>
  );
}

function weeksOf<Plan>(plans: readonly Plan[]): Plan[][] {
  const weeks = [];
  for (let at = 0; at < plans.length; at += 7) weeks.push(plans.slice(at, at + 7));
  return weeks;
}
