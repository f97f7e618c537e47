import { useT } from "@/i18n";
import type { Notifying, Quiet } from "@/ipc";
import { fieldProblem, Switch, TimeField } from "@/kit";
import styles from "./notifying.module.css";

interface Props {
  rules: Notifying;
  error: unknown;
  isDisabled: boolean;
  /** Something was typed. */
  onChange: (part: Partial<Notifying>) => void;
  /** A switch was flipped. */
  onFlip: (part: Partial<Notifying>) => void;
}

/** The hours of a night, offered to who has none yet. */
const night: Quiet = { from: 21 * 60, until: 8 * 60 };

/** When the desktop keeps quiet. What falls due meanwhile is told in one afterwards. */
export function QuietSettings({ rules, error, isDisabled, onChange, onFlip }: Props) {
  const t = useT();
  const { quiet } = rules;
  const change = (part: Partial<Quiet>) => onChange({ quiet: { ...(quiet ?? night), ...part } });
  return (
    <>
      <div className={styles.quiet}>
        <Switch
          isSelected={quiet !== null}
          isDisabled={isDisabled}
          onChange={(on) => onFlip({ quiet: on ? night : null })}
        >
          {t("settings.notifying.quiet")}
        </Switch>
        {quiet && (
          <div className={styles.hours}>
            <TimeField
              label={t("settings.notifying.quietFrom")}
              hideLabel
              value={quiet.from}
              onChange={(from) => change({ from })}
              error={fieldProblem(t, error, "quiet.from")}
            />
            <span aria-hidden="true">–</span>
            <TimeField
              label={t("settings.notifying.quietUntil")}
              hideLabel
              value={quiet.until}
              onChange={(until) => change({ until })}
              error={fieldProblem(t, error, "quiet.until")}
            />
            {quiet.until <= quiet.from && (
              <span className={styles.next}>{t("settings.notifying.nextDay")}</span>
            )}
          </div>
        )}
      </div>
      <Switch
        isSelected={rules.openingHoursOnly}
        isDisabled={isDisabled}
        onChange={(openingHoursOnly) => onFlip({ openingHoursOnly })}
      >
        {t("settings.notifying.openingHoursOnly")}
      </Switch>
    </>
  );
}
