import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useLanguage, useT } from "@/i18n";
import type { Next, SnoozeName } from "@/ipc";
import { DatePicker, formatInstant, momentOn, type Option, Select, TextField, useShopTime } from "@/kit";
import styles from "./contact.module.css";
import { usualMoments } from "./moments";
import { WhenWords } from "./WhenWords";

type Pick = "byRule" | "none" | "on" | "words" | SnoozeName;

/** The hour a bare day stands for; the same as in the usual moments. */
const opening = 10;

/** What follows this contact: what the rules say, one of the usual moments, a day, a moment in words, or nothing. */
export function NextChoice({
  value,
  onChange,
  onlyMoments,
}: {
  /** None while a moment is being chosen; nothing can be saved then. */
  value: Next | undefined;
  onChange: (next: Next | undefined) => void;
  /** Where a contact is to be planned, neither rules nor nothing are an answer. */
  onlyMoments?: boolean;
}) {
  const t = useT();
  const language = useLanguage();
  const { zone, today } = useShopTime();
  const { data: moments = [] } = useQuery(usualMoments());
  const [pick, setPick] = useState<Pick | null>(value?.kind === "at" ? "on" : (value?.kind ?? null));
  const [day, setDay] = useState<string | null>(null);
  const first = useRef(choose);
  first.current = choose;
  const isReady = moments.length > 0;
  // A plan without a moment is none: the likeliest one stands there from the start.
  useEffect(() => {
    if (onlyMoments && isReady) first.current("tomorrow");
  }, [onlyMoments, isReady]);
  const note = value?.kind === "at" ? value.note : "";

  function choose(next: Pick) {
    setPick(next);
    if (next === "byRule" || next === "none") return onChange({ kind: next });
    if (next === "on") return chooseDay(day);
    if (next === "words") return onChange(undefined);
    const moment = moments.find(({ choice }) => choice === next);
    if (moment) onChange({ kind: "at", due: moment.at, note });
  }

  function chooseDay(next: string | null) {
    setDay(next);
    onChange(next ? { kind: "at", due: momentOn(next, zone, opening), note } : undefined);
  }

  const options: Option<Pick>[] = [
    ...moments.map(({ choice, at }) => ({
      value: choice,
      label: t(`terms.snooze.${choice}`),
      detail: formatInstant(at, zone, language, "dayTime"),
    })),
    { value: "on", label: t("contact.nextOn") },
    { value: "words", label: t("contact.nextAs"), detail: t("contact.nextWordsHint") },
  ];
  if (!onlyMoments) {
    options.unshift({ value: "byRule", label: t("contact.nextByRule") });
    options.push({ value: "none", label: t("contact.nextNone") });
  }

  return (
    <>
      <Select label={t("contact.next")} options={options} value={pick} onChange={choose} />
      {pick === "on" && (
        <DatePicker label={t("contact.nextDay")} value={day} onChange={chooseDay} min={today} autoFocus />
      )}
      {pick === "words" && (
        <WhenWords onRead={(at) => onChange(at === undefined ? undefined : { kind: "at", due: at, note })} />
      )}
      {value?.kind === "at" && (
        <div className={styles.why}>
          <TextField
            label={t("contact.whyNext")}
            value={note}
            autoFocus={onlyMoments && pick !== "on" && pick !== "words"}
            onChange={(text) => onChange({ ...value, note: text })}
          />
        </div>
      )}
    </>
  );
}
