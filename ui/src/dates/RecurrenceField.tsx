import { useState } from "react";
import { ToggleButton } from "react-aria-components";
import { useT } from "@/i18n";
import { Button, NumberField, Select, Sentence, TextField } from "@/kit";
import styles from "./dates.module.css";
import {
  last,
  nths,
  nthWord,
  type Repeat,
  readRepeat,
  weekdays,
  weekdayWord,
  writeRepeat,
} from "./recurrence";

interface Props {
  /** A rule of RFC 5545. */
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
}

const kinds = ["day", "week", "monthDay", "monthWeekday", "year"] as const;

const starts: Record<Repeat["every"], Repeat> = {
  day: { every: "day", n: 1 },
  week: { every: "week", n: 1, weekdays: [1] },
  monthDay: { every: "monthDay", n: 1, day: 1 },
  monthWeekday: { every: "monthWeekday", n: 1, nth: 1, weekday: 6 },
  year: { every: "year", n: 1, month: 1, day: 1 },
};

/** How often something comes again: the usual ways by choice, every other one as the text of its rule. */
export function RecurrenceField({ value, onChange, error }: Props) {
  const t = useT();
  const repeat = readRepeat(value);
  const [asText, setAsText] = useState(repeat === undefined);
  if (asText || !repeat) {
    return (
      <div className={styles.repeat}>
        <div className={styles.repeatText}>
          <TextField
            label={t("dates.repeat.text")}
            description={t("dates.repeat.textHelp")}
            value={value}
            onChange={onChange}
            error={error}
          />
        </div>
        <Button
          size="small"
          tone="quiet"
          onPress={() => {
            if (!repeat) onChange(writeRepeat(starts.monthDay));
            setAsText(false);
          }}
        >
          {t("dates.repeat.choose")}
        </Button>
      </div>
    );
  }
  const change = (part: Partial<Repeat>) => onChange(writeRepeat({ ...repeat, ...part } as Repeat));
  const number = (label: string, at: number, most: number, set: (n: number) => void) => (
    <span className={styles.repeatNumber}>
      <NumberField
        label={label}
        hideLabel
        value={at}
        minValue={1}
        maxValue={most}
        onChange={(n) => set(n || 1)}
      />
    </span>
  );
  const weekday = (at: number, set: (weekday: number) => void) => (
    <Select
      label={t("dates.repeat.weekday")}
      hideLabel
      options={weekdays.map((each) => ({ value: String(each), label: weekdayWord(t, each) }))}
      value={String(at)}
      onChange={(next) => set(Number(next))}
    />
  );
  return (
    <div className={styles.repeat}>
      <Sentence
        text={`dates.repeat.says.${repeat.every}`}
        slots={{
          n: number(t("dates.repeat.interval"), repeat.n, 1000, (n) => change({ n })),
          every: (
            <Select
              label={t("dates.repeat.every")}
              hideLabel
              options={kinds.map((kind) => ({ value: kind, label: t(`dates.repeat.kinds.${kind}`) }))}
              value={repeat.every}
              onChange={(every) => onChange(writeRepeat({ ...starts[every], n: repeat.n }))}
            />
          ),
          weekdays: repeat.every === "week" && (
            <fieldset className={styles.weekdays} aria-label={t("dates.repeat.weekdays")}>
              {weekdays.map((each) => (
                <ToggleButton
                  key={each}
                  className={styles.weekday}
                  isSelected={repeat.weekdays.includes(each)}
                  onChange={(on) =>
                    change({
                      weekdays: on
                        ? [...repeat.weekdays, each]
                        : repeat.weekdays.filter((other) => other !== each),
                    })
                  }
                >
                  {weekdayWord(t, each)}
                </ToggleButton>
              ))}
            </fieldset>
          ),
          day:
            repeat.every === "monthDay" ? (
              <Select
                label={t("dates.repeat.day")}
                hideLabel
                options={[...Array.from({ length: 31 }, (_, at) => at + 1), last].map((day) => ({
                  value: String(day),
                  label: day === last ? t("dates.repeat.lastDay") : t("dates.repeat.dayOf", { day }),
                }))}
                value={String(repeat.day)}
                onChange={(day) => change({ day: Number(day) })}
              />
            ) : (
              repeat.every === "year" &&
              number(t("dates.repeat.day"), repeat.day, 31, (day) => change({ day }))
            ),
          month:
            repeat.every === "year" &&
            number(t("dates.repeat.month"), repeat.month, 12, (month) => change({ month })),
          nth: repeat.every === "monthWeekday" && (
            <Select
              label={t("dates.repeat.which")}
              hideLabel
              options={nths.map((nth) => ({ value: String(nth), label: nthWord(t, nth) }))}
              value={String(repeat.nth)}
              onChange={(nth) => change({ nth: Number(nth) })}
            />
          ),
          weekday:
            repeat.every === "monthWeekday" && weekday(repeat.weekday, (next) => change({ weekday: next })),
        }}
      />
      {error && (
        <span role="alert" className={styles.error}>
          {error}
        </span>
      )}
      <Button size="small" tone="quiet" onPress={() => setAsText(true)}>
        {t("dates.repeat.asText")}
      </Button>
    </div>
  );
}
