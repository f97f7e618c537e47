import { Plus, Trash2 } from "lucide-react";
import { useT } from "@/i18n";
import type { QuietDays } from "@/ipc";
import { Button, DatePicker, fieldProblem, IconButton, TextField, useShopTime } from "@/kit";
import settings from "../settings.module.css";
import styles from "./often.module.css";

interface Props {
  quiet: readonly QuietDays[];
  error: unknown;
  onChange: (quiet: QuietDays[]) => void;
}

/** Days on which no rule asks for anybody, each stretch with its reason. */
export function QuietPeriods({ quiet, error, onChange }: Props) {
  const t = useT();
  const { today } = useShopTime();
  const put = (at: number, part: Partial<QuietDays>) =>
    onChange(quiet.map((each, place) => (place === at ? { ...each, ...part } : each)));
  const wrong = (at: number, part: keyof QuietDays) =>
    fieldProblem(t, error, `quiet.${at}.${part}`, undefined);
  return (
    <>
      {quiet.length === 0 && <p className={settings.text}>{t("settings.often.noQuiet")}</p>}
      <ul className={styles.caps}>
        {quiet.map((each, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a stretch has no identity but its place.
          <li key={at} className={styles.quiet}>
            <TextField
              label={t("settings.often.quietName")}
              value={each.name}
              onChange={(name) => put(at, { name })}
              error={wrong(at, "name")}
              autoFocus={each.name === ""}
            />
            <DatePicker
              label={t("settings.often.from")}
              value={each.from}
              onChange={(from) => from && put(at, { from })}
              error={wrong(at, "from")}
            />
            <DatePicker
              label={t("settings.often.to")}
              value={each.to}
              onChange={(to) => to && put(at, { to })}
              error={wrong(at, "to") && t("settings.often.endFirst")}
            />
            <IconButton
              label={t("settings.often.removeQuiet", { name: each.name })}
              icon={<Trash2 />}
              onPress={() => onChange(quiet.filter((_, place) => place !== at))}
            />
          </li>
        ))}
      </ul>
      <div>
        <Button
          size="small"
          icon={<Plus aria-hidden="true" />}
          onPress={() => onChange([...quiet, { name: "", from: today, to: today }])}
        >
          {t("settings.often.addQuiet")}
        </Button>
      </div>
    </>
  );
}
