import { Copy } from "lucide-react";
import { useT } from "@/i18n";
import { IconButton, Menu } from "@/kit";
import { copied, type Week, type Weekday, weekdays, withDay } from "./draft";
import styles from "./hours.module.css";
import { SpanFields } from "./SpanFields";

interface Props {
  week: Week;
  error: unknown;
  onChange: (week: Week) => void;
}

const workdays: readonly Weekday[] = [1, 2, 3, 4, 5];

/** The hours of each day of the week. */
export function WeekTable({ week, error, onChange }: Props) {
  const t = useT();
  const name = (weekday: Weekday) => t(`terms.weekday.${weekday}`);
  const copyMenu = (from: Weekday) => [
    { id: "workdays", label: t("settings.hours.toWorkdays"), onAction: () => copy(from, workdays) },
    { id: "all", label: t("settings.hours.toAll"), onAction: () => copy(from, weekdays) },
    "-" as const,
    ...weekdays
      .filter((weekday) => weekday !== from)
      .map((weekday) => ({
        id: String(weekday),
        label: name(weekday),
        onAction: () => copy(from, [weekday]),
      })),
  ];
  const copy = (from: Weekday, to: readonly Weekday[]) => onChange(copied(week, from, to));
  return (
    <ul className={styles.week}>
      {weekdays.map((weekday) => (
        <li key={weekday} className={styles.weekday}>
          <strong>{name(weekday)}</strong>
          <SpanFields
            of={name(weekday)}
            spans={week[weekday - 1] ?? []}
            path={`week.${weekday - 1}`}
            error={error}
            onChange={(spans) => onChange(withDay(week, weekday, spans))}
          />
          <Menu
            label={t("settings.hours.copyOf", { of: name(weekday) })}
            trigger={
              <IconButton
                size="small"
                label={t("settings.hours.copyOf", { of: name(weekday) })}
                icon={<Copy />}
              />
            }
            items={copyMenu(weekday)}
          />
        </li>
      ))}
    </ul>
  );
}
