import { Trash2 } from "lucide-react";
import { useState } from "react";
import { daysWords, officialName } from "@/hours";
import { useLanguage, useT } from "@/i18n";
import type { BusinessCalendar, CalendarView } from "@/ipc";
import { Chip, IconButton, SegmentedControl, Select, Switch } from "@/kit";
import { Section } from "../Section";
import settings from "../settings.module.css";
import { listed, ofYear, type Weekday, weekdays, withoutAt, yearsOf } from "./draft";
import styles from "./hours.module.css";
import { ImportHolidays } from "./ImportHolidays";
import { problemAt } from "./words";

interface Props {
  view: CalendarView;
  draft: BusinessCalendar;
  error: unknown;
  onChange: (part: Partial<BusinessCalendar>) => void;
}

/** Public holidays and the working days that make up for them. */
export function Official({ view, draft, error, onChange }: Props) {
  const t = useT();
  const name = (weekday: Weekday) => t(`terms.weekday.${weekday}`);
  const opens = (weekday: Weekday) => !draft.week || (draft.week[weekday - 1]?.length ?? 0) > 0;
  const makeUp = draft.makeUp ?? null;
  return (
    <Section title={t("settings.hours.official")} text={t("settings.hours.officialText")}>
      <Switch
        isSelected={draft.publicHolidays ?? false}
        onChange={(publicHolidays) => onChange({ publicHolidays })}
      >
        {t("settings.hours.holidays")}
      </Switch>
      <Switch
        isSelected={makeUp !== null}
        onChange={(on) => onChange({ makeUp: on ? (weekdays.find(opens) ?? 1) : null })}
      >
        {t("settings.hours.makeUp")}
      </Switch>
      {makeUp !== null && draft.week && (
        <div className={settings.narrow}>
          <Select
            label={t("settings.hours.makeUpLike")}
            options={weekdays.map((weekday) => ({
              value: String(weekday),
              label: name(weekday),
              ...(opens(weekday) ? {} : { detail: t("settings.hours.closed") }),
            }))}
            value={String(makeUp)}
            onChange={(weekday) => onChange({ makeUp: Number(weekday) })}
            error={problemAt(t, error, "makeUp")}
          />
        </div>
      )}
      <Years view={view} draft={draft} onChange={onChange} />
      <ImportHolidays draft={draft} onTake={(imported) => onChange({ imported })} />
    </Section>
  );
}

function Years({ view, draft, onChange }: Omit<Props, "error">) {
  const t = useT();
  const language = useLanguage();
  const days = listed(view.builtIn, draft.imported ?? []);
  const years = yearsOf(
    days,
    view.knownYears.map(({ year }) => year),
  );
  const [chosen, setYear] = useState(view.knownYears[0]?.year ?? years[0] ?? 0);
  const shown = ofYear(days, chosen);
  return (
    <div className={styles.years}>
      <SegmentedControl
        label={t("settings.hours.year")}
        hideLabel
        choices={years.map((year) => ({ value: String(year), label: String(year) }))}
        value={String(chosen)}
        onChange={(year) => setYear(Number(year))}
      />
      {!draft.publicHolidays && draft.makeUp == null && (
        <p className={settings.text}>{t("settings.hours.noEffect")}</p>
      )}
      {shown.length === 0 && (
        <p className={settings.text}>{t("settings.hours.unknownYear", { year: chosen })}</p>
      )}
      <ul className={styles.official} aria-label={t("settings.hours.daysOf", { year: chosen })}>
        {shown.map((one) => {
          const what = `${daysWords(one.from, one.to, language)} ${officialName(t, one)}`;
          return (
            <li key={`${one.from} ${one.imported ?? ""}`}>
              <span className={styles.when}>{daysWords(one.from, one.to, language)}</span>
              <span className={styles.name}>{officialName(t, one)}</span>
              <Chip tone={one.works ? "soon" : "regular"}>
                {t(one.works ? "settings.hours.works" : "settings.hours.off")}
              </Chip>
              {one.imported !== undefined && (
                <IconButton
                  size="small"
                  label={t("settings.hours.removeDays", { what })}
                  icon={<Trash2 />}
                  onPress={() => onChange({ imported: withoutAt(draft.imported ?? [], one.imported ?? -1) })}
                />
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
