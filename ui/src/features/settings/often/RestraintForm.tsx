import { useT } from "@/i18n";
import { type ContactCap, followups, type Restraint } from "@/ipc";
import { ErrorNotice, fieldProblem, NumberField, problemOf, Sentence, Switch } from "@/kit";
import { SaveBar } from "../SaveBar";
import { Section } from "../Section";
import settings from "../settings.module.css";
import { useEdit } from "../useEdit";
import { useSave } from "../useSave";
import styles from "./often.module.css";
import { QuietPeriods } from "./QuietPeriods";

const stages = ["active", "silent", "forgetting", "lost", "never"] as const;
type StageName = (typeof stages)[number];

/** What a cap starts with when it is switched on. */
const usual: Record<StageName, ContactCap> = {
  active: { contacts: 4, days: 30 },
  silent: { contacts: 2, days: 30 },
  forgetting: { contacts: 2, days: 60 },
  lost: { contacts: 1, days: 90 },
  never: { contacts: 2, days: 30 },
};

/** Contact caps by stage, and the shop's quiet periods. */
export function RestraintForm({ saved }: { saved: Restraint }) {
  const t = useT();
  const edit = useEdit(saved);
  const { save, isPending, error, reset } = useSave(
    (op, restraint: Restraint) => followups.setRestraint(op, restraint),
    t("settings.often.saved"),
    edit.drop,
    [],
  );
  const change = (part: Partial<Restraint>) => {
    // Places in what was refused may have moved.
    if (error !== undefined) reset();
    edit.change(part);
  };
  const problem = error === undefined ? undefined : problemOf(error);
  const field = problem?.kind === "invalid" ? String(problem.field) : "";
  const isBeside = field.startsWith("quiet") || (stages as readonly string[]).includes(field);
  return (
    <>
      <Section title={t("settings.often.title")} text={t("settings.often.text")}>
        <ul className={styles.caps}>
          {stages.map((stage) => (
            <Cap
              key={stage}
              stage={stage}
              cap={edit.value[stage] ?? null}
              onChange={(cap) => change({ [stage]: cap })}
              error={fieldProblem(t, error, stage, "cap")}
            />
          ))}
        </ul>
        <p className={settings.text}>{t("settings.often.counts")}</p>
        <p className={settings.text}>{t("settings.often.lostText")}</p>
      </Section>
      <Section title={t("settings.often.quiet")} text={t("settings.often.quietText")}>
        <QuietPeriods quiet={edit.value.quiet ?? []} error={error} onChange={(quiet) => change({ quiet })} />
      </Section>
      {error !== undefined && !isBeside && <ErrorNotice error={error} />}
      <SaveBar
        isDirty={edit.isDirty}
        isPending={isPending}
        onSave={() => void save(edit.value)}
        onDrop={() => {
          edit.drop();
          reset();
        }}
      />
    </>
  );
}

interface CapProps {
  stage: StageName;
  cap: ContactCap | null;
  onChange: (cap: ContactCap | null) => void;
  error?: string | undefined;
}

function Cap({ stage, cap, onChange, error }: CapProps) {
  const t = useT();
  const name = t(`settings.often.stage.${stage}`);
  const number = (part: keyof ContactCap) =>
    cap && (
      <span className={styles.number}>
        <NumberField
          label={t(`settings.often.${part}`, { stage: name })}
          hideLabel
          value={cap[part]}
          minValue={0}
          onChange={(value) => onChange({ ...cap, [part]: value || 0 })}
        />
      </span>
    );
  return (
    <li className={styles.cap}>
      <Switch
        aria-label={t("settings.often.capped", { stage: name })}
        isSelected={cap !== null}
        onChange={(on) => onChange(on ? usual[stage] : null)}
      />
      <strong className={styles.stage}>{name}</strong>
      {cap ? (
        <Sentence text="settings.often.says" slots={{ contacts: number("contacts"), days: number("days") }} />
      ) : (
        <span className={settings.text}>{t("settings.often.none")}</span>
      )}
      {error && (
        <span role="alert" className={styles.problem}>
          {error}
        </span>
      )}
    </li>
  );
}
