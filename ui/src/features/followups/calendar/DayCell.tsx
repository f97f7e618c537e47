import { useLanguage, useT } from "@/i18n";
import type { DayPlan } from "@/ipc";
import { formatDay, useShopTime } from "@/kit";
import { reasonsWords } from "@/terms";
import styles from "./calendar.module.css";

interface Props {
  plan: DayPlan;
  span: "week" | "month";
  isToday: boolean;
  isPast: boolean;
  isChosen: boolean;
  /** Of another month, shown because its week is. */
  isOutside: boolean;
  onChoose: () => void;
}

/** As many names as a day of the month has room for. */
const monthRows = 2;

export function DayCell({ plan, span, isToday, isPast, isChosen, isOutside, onChoose }: Props) {
  const t = useT();
  const language = useLanguage();
  const { today } = useShopTime();
  const shown = plan.first.slice(0, span === "month" ? monthRows : undefined);
  const more = plan.open - shown.length;
  const festivals = plan.festivals.map((festival) => t(`terms.festival.${festival}`));
  const said = [
    formatDay(plan.day, language, "long"),
    isToday ? t("followups.calendar.today") : "",
    t("followups.calendar.open", { count: plan.open }),
  ];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a cell of the grid of days
    <div
      role="gridcell"
      tabIndex={isChosen ? 0 : -1}
      aria-selected={isChosen}
      aria-current={isToday ? "date" : undefined}
      data-day={plan.day}
      data-outside={isOutside}
      data-closed={!plan.isOpen}
      data-today={isToday}
      className={styles.cell}
      onClick={onChoose}
      onKeyDown={(event) => {
        if (event.key !== " " && event.key !== "Enter") return;
        event.preventDefault();
        onChoose();
        document.getElementById("day-list")?.focus();
      }}
    >
      <div className={styles.cellHead}>
        <span className={styles.date} aria-hidden="true">
          {Number(plan.day.slice(8))}
        </span>
        <span className="visually-hidden">{said.filter(Boolean).join(", ")}</span>
        {festivals.map((name) => (
          <span key={name} className={styles.festival}>
            {name}
          </span>
        ))}
        {!plan.isOpen && <span className={styles.closed}>{t("followups.calendar.closed")}</span>}
      </div>
      <ul className={styles.names}>
        {shown.map((row) => (
          <li key={row.id}>
            <strong>{row.customerName}</strong>
            {span === "week" && <span>{reasonsWords(t, language, today, row.reasons)}</span>}
          </li>
        ))}
      </ul>
      <div className={styles.figures}>
        {more > 0 && (
          <span>
            {t(shown.length > 0 ? "followups.calendar.more" : "followups.calendar.open", { count: more })}
          </span>
        )}
        {plan.done > 0 && (
          <span className={styles.done}>{t("followups.calendar.done", { count: plan.done })}</span>
        )}
        {isPast && plan.open > 0 && (
          <span className={styles.late}>{t("followups.calendar.late", { count: plan.open })}</span>
        )}
      </div>
    </div>
  );
}
