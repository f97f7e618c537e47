import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { usualMoments } from "@/contact";
import { useLanguage, useT } from "@/i18n";
import { type FollowUpView, followups } from "@/ipc";
import { fieldProblem, formatInstant, problemWords, useShopTime } from "@/kit";
import { meantBy } from "./queries";
import { RowQuestion } from "./RowQuestion";
import type { TodayWrites } from "./useTodayWrites";

/** Long enough that not every letter asks, short enough to be there when the hand stops. */
const pauseMs = 150;

/** Until when a row is put off: a usual moment, or words of one's own, whose meaning shows while they are typed. */
export function SnoozePanel({
  row,
  writes,
  onClose,
}: {
  row: FollowUpView;
  writes: TodayWrites;
  onClose: () => void;
}) {
  const t = useT();
  const language = useLanguage();
  const { zone } = useShopTime();
  const [text, setText] = useState("");
  const [refused, setRefused] = useState<{ text: string; error: unknown }>();
  const settled = useSettled(text.trim());
  const { data: moments = [] } = useQuery(usualMoments());
  const meant = useQuery({ ...meantBy(settled), enabled: settled !== "", retry: false });
  const words = (at: number) => formatInstant(at, zone, language, "weekdayTime");
  const offers = moments.map(({ choice, at }) => ({
    id: choice,
    label: t(`terms.snooze.${choice}`),
    detail: words(at),
  }));

  function until(at: number) {
    onClose();
    void writes.snooze(row, at);
  }

  async function read() {
    try {
      until(await followups.readWhen(text));
    } catch (error) {
      setRefused({ text, error });
    }
  }

  function problem() {
    const error = refused?.text === text ? refused.error : meant.isError ? meant.error : undefined;
    if (error === undefined || text.trim() === "") return undefined;
    const why = fieldProblem(t, error, "when") ?? problemWords(t, error).text;
    return t("followups.notRead", { text: text.trim(), why });
  }

  // A lone number is the number of a choice.
  const isNumber = /^[1-9]$/.test(text.trim());
  const isCurrent = settled === text.trim() && !isNumber;
  return (
    <RowQuestion
      label={t("followups.snoozeLabel")}
      placeholder={t("followups.snoozeHint")}
      offers={offers}
      first={offers[0]}
      text={text}
      onText={setText}
      meaning={
        isCurrent && meant.data !== undefined ? t("followups.meant", { when: words(meant.data) }) : undefined
      }
      error={isCurrent ? problem() : undefined}
      action={t("followups.snooze")}
      onOffer={({ id }) => {
        const moment = moments.find(({ choice }) => choice === id);
        if (moment) until(moment.at);
      }}
      onWords={() => void read()}
      onClose={onClose}
    />
  );
}

/** What was typed, once the hand has paused. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
