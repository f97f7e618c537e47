import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { DueWay } from "@/hours";
import { useLanguage, useT } from "@/i18n";
import type { BusinessCalendar } from "@/ipc";
import { DatePicker, dayOf, formatInstant, momentOn, NumberField, TimeField, useShopTime } from "@/kit";
import { explained } from "../queries";
import { Section } from "../Section";
import settings from "../settings.module.css";
import styles from "./hours.module.css";

interface Props {
  draft: BusinessCalendar;
  now: number;
}

/** What the calendar, also one that is not saved yet, makes of a time to answer in. */
export function TryOut({ draft, now }: Props) {
  const t = useT();
  const language = useLanguage();
  const { zone } = useShopTime();
  const [day, setDay] = useState(() => dayOf(now, zone));
  const [minute, setMinute] = useState(() => {
    const [hour = 0, past = 0] = formatInstant(now, zone, language, "time").split(":").map(Number);
    return hour * 60 + past;
  });
  const [within, setWithin] = useState(60);
  const at = momentOn(day, zone, Math.floor(minute / 60), minute % 60);
  const { data: path, error } = useQuery({
    ...explained(draft, at, within),
    placeholderData: keepPreviousData,
  });
  return (
    <Section title={t("settings.hours.try")} text={t("settings.hours.tryText")}>
      <div className={styles.try}>
        <DatePicker
          label={t("settings.hours.tryDay")}
          value={day}
          onChange={(next) => next && setDay(next)}
        />
        <TimeField label={t("settings.hours.tryTime")} value={minute} onChange={setMinute} />
        <NumberField
          label={t("settings.hours.tryWithin")}
          value={within}
          minValue={1}
          maxValue={100_000}
          onChange={(next) => setWithin(next || 1)}
        />
      </div>
      <div role="status">
        {error ? (
          <p className={settings.text}>{t("settings.hours.tryWrong")}</p>
        ) : (
          path && <DueWay path={path} />
        )}
      </div>
    </Section>
  );
}
