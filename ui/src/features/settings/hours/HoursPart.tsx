import { useQuery } from "@tanstack/react-query";
import { Clock } from "lucide-react";
import { useRef } from "react";
import { useLanguage, useT } from "@/i18n";
import { type BusinessCalendar, type CalendarView, calendar } from "@/ipc";
import { ErrorNotice, formatInstant, Skeleton, Switch, useShopTime } from "@/kit";
import { useStatus } from "@/shop";
import { hours } from "../queries";
import { SaveBar } from "../SaveBar";
import { Section } from "../Section";
import settings from "../settings.module.css";
import { useEdit } from "../useEdit";
import { useSave } from "../useSave";
import { usualWeek } from "./draft";
import styles from "./hours.module.css";
import { Official } from "./Official";
import { OwnDays } from "./OwnDays";
import { TryOut } from "./TryOut";
import { WeekTable } from "./WeekTable";
import { isBeside, problemAt } from "./words";

/** When the shop is open. */
export function HoursPart() {
  const { data: view, error, refetch } = useQuery(hours());
  const { data: status } = useStatus();
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!view || !status) return <Skeleton lines={6} />;
  return <HoursForm view={view} today={status.today} now={status.now} />;
}

interface Props {
  view: CalendarView;
  today: string;
  now: number;
}

function HoursForm({ view, today, now }: Props) {
  const t = useT();
  const edit = useEdit(view.calendar);
  const { save, isPending, error, reset } = useSave(
    (op, draft: BusinessCalendar) => calendar.save(op, draft),
    t("settings.hours.saved"),
    edit.drop,
    [],
  );
  const draft = edit.value;
  const week = draft.week ?? null;
  // Switched off and on again, the hours that were typed come back.
  const lastWeek = useRef(week);
  if (week) lastWeek.current = week;
  const change = (part: Partial<BusinessCalendar>) => {
    // Places in what was refused may have moved.
    if (error !== undefined) reset();
    edit.change(part);
  };
  return (
    <>
      <Section title={t("settings.hours.week")} text={t("settings.hours.weekText")}>
        {!view.always && <Now view={view} />}
        <Switch
          isSelected={week !== null}
          onChange={(on) => change({ week: on ? (lastWeek.current ?? usualWeek()) : null })}
        >
          {t("settings.hours.keeps")}
        </Switch>
        {week ? (
          <WeekTable week={week} error={error} onChange={(next) => change({ week: next })} />
        ) : (
          <p className={settings.text}>{t("settings.hours.noWeek")}</p>
        )}
        {problemAt(t, error, "week") && (
          <p role="alert" className={styles.problem}>
            {t("settings.hours.problem.week")}
          </p>
        )}
      </Section>
      <Official view={view} draft={draft} error={error} onChange={change} />
      <OwnDays own={draft.own ?? []} today={today} error={error} onChange={(own) => change({ own })} />
      <TryOut draft={draft} now={now} />
      {(edit.isDirty || isPending) && (
        <div className={styles.bar}>
          {error !== undefined &&
            (isBeside(error) ? (
              <p role="alert" className={styles.problem}>
                {t("settings.hours.mend")}
              </p>
            ) : (
              <ErrorNotice error={error} />
            ))}
          <SaveBar
            isDirty={edit.isDirty}
            isPending={isPending}
            onSave={() => void save(draft)}
            onDrop={() => {
              edit.drop();
              reset();
            }}
          />
        </div>
      )}
    </>
  );
}

/** Whether the shop is open at this moment, by what was saved. */
function Now({ view }: { view: CalendarView }) {
  const t = useT();
  const language = useLanguage();
  const { zone } = useShopTime();
  const at = view.nextOpening;
  const when = at === null ? "" : formatInstant(at, zone, language, "weekdayTime");
  return (
    <p className={styles.now} data-open={view.open || undefined}>
      <Clock aria-hidden="true" />
      {view.open
        ? t("settings.hours.openNow")
        : at === null
          ? t("settings.hours.never")
          : t("settings.hours.closedNow", { when })}
    </p>
  );
}
