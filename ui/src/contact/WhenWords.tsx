import { useEffect, useRef, useState } from "react";
import { useLanguage, useT } from "@/i18n";
import { fieldProblem, formatInstant, TextField, useShopTime } from "@/kit";
import { useReadWhen } from "./useReadWhen";

/** A moment as people say it; what it was taken for stands below. */
export function WhenWords({ onRead }: { onRead: (at: number | undefined) => void }) {
  const t = useT();
  const language = useLanguage();
  const { zone } = useShopTime();
  const [text, setText] = useState("");
  const { at, error } = useReadWhen(text);
  const latest = useRef(onRead);
  latest.current = onRead;
  useEffect(() => latest.current(at), [at]);
  return (
    <TextField
      label={t("contact.nextWords")}
      placeholder={t("contact.nextWordsHint")}
      description={
        at === undefined
          ? undefined
          : t("contact.readAs", { when: formatInstant(at, zone, language, "weekdayTime") })
      }
      value={text}
      onChange={setText}
      error={fieldProblem(t, error, "when")}
      autoFocus
    />
  );
}
