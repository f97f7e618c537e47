import { SeverityChip, severities } from "@/complaint";
import { useT } from "@/i18n";
import { complaints, type Pace, type Severity, type Targets } from "@/ipc";
import { Switch } from "@/kit";
import { DraftBar } from "../DraftBar";
import { Section } from "../Section";
import settings from "../settings.module.css";
import { useEdit } from "../useEdit";
import { useSave } from "../useSave";
import styles from "./complaints.module.css";
import { LevelPaces } from "./LevelPaces";
import { HoursField, TimeFields } from "./TimeFields";
import { isBeside, problemAt } from "./words";

const times = ["firstAnswer", "update", "solution"] as const;

/** How long complaints of each severity may take. */
export function PacePart({ saved }: { saved: Pace }) {
  const t = useT();
  const edit = useEdit(saved);
  const { save, isPending, error, reset } = useSave(
    (op, pace: Pace) => complaints.savePace(op, pace),
    t("settings.complaints.pace.saved"),
    edit.drop,
    [],
  );
  const change: typeof edit.change = (part) => {
    // Places in what was refused may have moved.
    if (error !== undefined) reset();
    edit.change(part);
  };
  const pace = edit.value;
  return (
    <Section title={t("settings.complaints.pace.title")} text={t("settings.complaints.pace.text")}>
      <div className={styles.pace}>
        <div className={styles.paceHead} aria-hidden="true">
          <span />
          {times.map((time) => (
            <span key={time}>{t(`settings.complaints.pace.${time}`)}</span>
          ))}
          <span>{t("settings.complaints.pace.followUpHours")}</span>
        </div>
        {severities.map((severity) => (
          <Row
            key={severity}
            severity={severity}
            targets={pace[severity]}
            error={error}
            onChange={(part) => change((before) => ({ [severity]: { ...before[severity], ...part } }))}
          />
        ))}
      </div>
      <p className={settings.text}>{t("settings.complaints.pace.counts")}</p>
      <Switch isSelected={pace.severeAlways} onChange={(severeAlways) => change({ severeAlways })}>
        {t("settings.complaints.pace.severeAlways")}
      </Switch>
      <LevelPaces
        levels={pace.levels}
        error={error}
        onChange={(next) => change((before) => ({ levels: next(before.levels) }))}
      />
      <DraftBar
        isDirty={edit.isDirty}
        isPending={isPending}
        error={error}
        isBeside={isBeside(error)}
        onSave={() => void save(pace)}
        onDrop={() => {
          edit.drop();
          reset();
        }}
      />
    </Section>
  );
}

interface RowProps {
  severity: Severity;
  targets: Targets;
  error: unknown;
  onChange: (part: Partial<Targets>) => void;
}

function Row({ severity, targets, error, onChange }: RowProps) {
  const t = useT();
  const of = (time: keyof Targets) =>
    `${t(`terms.severity.${severity}`)} · ${t(`settings.complaints.pace.${time}`)}`;
  return (
    <fieldset className={styles.paceRow}>
      <legend className="visually-hidden">{t(`terms.severity.${severity}`)}</legend>
      <span className={styles.severity} aria-hidden="true">
        <SeverityChip severity={severity} />
      </span>
      {times.map((time) => (
        <div key={time}>
          <span className={styles.cellLabel} aria-hidden="true">
            {t(`settings.complaints.pace.${time}`)}
          </span>
          <TimeFields
            label={of(time)}
            value={targets[time]}
            onChange={(minutes) => onChange({ [time]: minutes })}
            error={problemAt(t, error, `${severity}.${time}`)}
          />
        </div>
      ))}
      <div className={styles.hours}>
        <span className={styles.cellLabel} aria-hidden="true">
          {t("settings.complaints.pace.followUpHours")}
        </span>
        <HoursField
          label={of("followUpHours")}
          value={targets.followUpHours}
          onChange={(followUpHours) => onChange({ followUpHours })}
          error={problemAt(t, error, `${severity}.followUpHours`)}
        />
      </div>
    </fieldset>
  );
}
