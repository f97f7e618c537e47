import { AlarmClock, Clock, Flag, PhoneMissed, UserRound } from "lucide-react";
import { useLanguage, useT } from "@/i18n";
import type { FollowUpView } from "@/ipc";
import { Chip, daysBetween, formatDay, formatInstant, useShopTime } from "@/kit";
import styles from "./followups.module.css";

/** Up to how many days off a deadline is near. */
const soonDays = 3;

export function DueChip({ row }: { row: FollowUpView }) {
  const t = useT();
  const language = useLanguage();
  const { zone } = useShopTime();
  if (row.rank.overdue > 0) {
    return (
      <Chip tone="soon" icon={<AlarmClock aria-hidden="true" />}>
        {t("followups.overdue", { count: row.rank.overdue })}
      </Chip>
    );
  }
  return (
    <Chip icon={<Clock aria-hidden="true" />}>
      {t("followups.dueToday", { time: formatInstant(row.due, zone, language, "time") })}
    </Chip>
  );
}

/** The last day on which it still does what it is for: where that is near, or `always`. */
export function DeadlineChip({ by, always }: { by: string | null; always: boolean }) {
  const t = useT();
  const language = useLanguage();
  const { today } = useShopTime();
  const left = by === null ? undefined : daysBetween(today, by);
  if (by === null || left === undefined || (left > soonDays && !always)) return null;
  const icon = <Flag aria-hidden="true" />;
  if (left < 0) {
    return (
      <Chip tone="breached" icon={icon}>
        {t("followups.by.missed", { day: formatDay(by, language, "monthDay") })}
      </Chip>
    );
  }
  if (left === 0) {
    return (
      <Chip tone="atrisk" icon={icon}>
        {t("followups.by.today")}
      </Chip>
    );
  }
  return (
    <Chip tone={left <= soonDays ? "soon" : "ontrack"} icon={icon}>
      {t("followups.by.left", { count: left, day: formatDay(by, language, "monthDay") })}
    </Chip>
  );
}

/** Who makes the contact, and how often nobody answered. */
export function PeopleMarks({ row }: { row: Pick<FollowUpView, "assignee" | "tries"> }) {
  const t = useT();
  return (
    <>
      {row.tries > 0 && (
        <Chip tone="soon" icon={<PhoneMissed aria-hidden="true" />}>
          {t("followups.tries", { count: row.tries })}
        </Chip>
      )}
      {row.assignee && (
        <span className={styles.mark} title={t("followups.assignee", { name: row.assignee })}>
          <UserRound aria-hidden="true" />
          {row.assignee}
        </span>
      )}
    </>
  );
}
