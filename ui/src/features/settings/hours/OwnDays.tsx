import { CalendarX2, Trash2 } from "lucide-react";
import { useT } from "@/i18n";
import type { OwnDays as Days } from "@/ipc";
import { Button, DatePicker, IconButton, SegmentedControl, TextField } from "@/kit";
import { Section } from "../Section";
import { changedAt, newClosure, withAnother, withoutAt } from "./draft";
import styles from "./hours.module.css";
import { SpanFields } from "./SpanFields";
import { problemAt } from "./words";

interface Props {
  own: readonly Days[];
  today: string;
  error: unknown;
  onChange: (own: Days[]) => void;
}

/** The shop's own closures and special hours, of one day or several. */
export function OwnDays({ own, today, error, onChange }: Props) {
  const t = useT();
  return (
    <Section title={t("settings.hours.own")} text={t("settings.hours.ownText")}>
      {own.map((days, at) => {
        const problem = (part: string) => problemAt(t, error, `own.${at}.${part}`);
        const set = (part: Partial<Days>) => onChange(changedAt(own, at, part));
        const of = days.name || t("settings.hours.ownNumber", { number: at + 1 });
        const spans = days.spans ?? [];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: days have no identity but their place.
          <fieldset key={at} className={styles.days}>
            <legend>{of}</legend>
            <div className={styles.daysFields}>
              <DatePicker
                label={t("settings.hours.firstDay")}
                value={days.from}
                onChange={(from) => from && set({ from, to: days.to < from ? from : days.to })}
                error={problem("from")}
              />
              <DatePicker
                label={t("settings.hours.lastDay")}
                value={days.to}
                onChange={(to) => to && set({ to })}
                error={problem("to")}
              />
              <TextField
                label={t("settings.hours.reason")}
                optional
                value={days.name ?? ""}
                onChange={(name) => set({ name })}
                error={problem("name")}
              />
            </div>
            <div className={styles.daysFoot}>
              <SegmentedControl
                label={t("settings.hours.onThese")}
                hideLabel
                choices={[
                  { value: "closed", label: t("settings.hours.closed") },
                  { value: "open", label: t("settings.hours.special") },
                ]}
                value={spans.length > 0 ? "open" : "closed"}
                onChange={(kind) => set({ spans: kind === "open" ? withAnother([]) : [] })}
              />
              {spans.length > 0 && (
                <SpanFields
                  of={of}
                  spans={spans}
                  path={`own.${at}.spans`}
                  error={error}
                  onChange={(next) => set({ spans: next })}
                />
              )}
              <IconButton
                label={t("settings.hours.removeDays", { what: of })}
                icon={<Trash2 />}
                onPress={() => onChange(withoutAt(own, at))}
              />
            </div>
          </fieldset>
        );
      })}
      <div>
        <Button
          icon={<CalendarX2 aria-hidden="true" />}
          onPress={() => onChange([...own, newClosure(own, today)])}
        >
          {t("settings.hours.addDays")}
        </Button>
      </div>
    </Section>
  );
}
