import { type ReactNode, useState } from "react";
import { useT } from "@/i18n";
import type { EarningRule, Validity } from "@/ipc";
import {
  AmountField,
  Button,
  DatePicker,
  ErrorNotice,
  fieldProblem,
  NumberField,
  Select,
  Sentence,
} from "@/kit";
import styles from "../tiers.module.css";

const fields = ["points", "perFen", "minimumFen", "items", "days", "validity"];
const validities = ["never", "days", "months", "years"] as const;
const usual: Record<Validity["kind"], Validity> = {
  never: { kind: "never" },
  days: { kind: "days", days: 365 },
  months: { kind: "months", months: 12 },
  years: { kind: "years", years: 1 },
};

interface Props {
  saved: EarningRule;
  start: EarningRule;
  isNew: boolean;
  error: unknown;
  isPending: boolean;
  onSave: (rule: EarningRule) => void;
  children: (rule: EarningRule, change: (part: Partial<EarningRule>) => void) => ReactNode;
}

/** The rule as sentences with fields in them. */
export function RuleForm({ saved, start, isNew, error, isPending, onSave, children }: Props) {
  const t = useT();
  const [rule, setRule] = useState(start);
  const change = (part: Partial<EarningRule>) => setRule((before) => ({ ...before, ...part }));
  const isDirty = isNew || JSON.stringify({ ...rule, from: saved.from }) !== JSON.stringify(saved);
  const otherError = error !== undefined && !fields.some((field) => fieldProblem(t, error, field));
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSave(rule);
      }}
    >
      <Sentence
        text="tiers.rule.earn"
        slots={{
          points: (
            <span className={styles.number}>
              <NumberField
                label={t("tiers.points.points")}
                hideLabel
                value={rule.points}
                minValue={0}
                onChange={(points) => change({ points: points || 0 })}
                error={fieldProblem(t, error, "points")}
              />
            </span>
          ),
          amount: (
            <span className={styles.number}>
              <AmountField
                label={t("tiers.rule.per")}
                hideLabel
                fen={rule.perFen}
                onChange={(perFen) => change({ perFen: perFen ?? 0 })}
                error={fieldProblem(t, error, "perFen")}
              />
            </span>
          ),
          rounding: (
            <Select
              label={t("tiers.rule.rounding")}
              hideLabel
              options={(["down", "nearest"] as const).map((value) => ({
                value,
                label: t(`tiers.rule.round.${value}`),
              }))}
              value={rule.rounding}
              onChange={(rounding) => change({ rounding })}
            />
          ),
        }}
      />
      <Sentence
        text="tiers.rule.minimum"
        slots={{
          amount: (
            <span className={styles.number}>
              <AmountField
                label={t("tiers.rule.minimumAmount")}
                hideLabel
                fen={rule.minimumFen}
                onChange={(minimumFen) => change({ minimumFen: minimumFen ?? 0 })}
                error={fieldProblem(t, error, "minimumFen")}
              />
            </span>
          ),
        }}
      />
      <ValiditySentence
        validity={rule.validity}
        error={fieldProblem(t, error, "validity")}
        onChange={(validity) => change({ validity })}
      />
      {children(rule, change)}
      {isDirty && (
        <Sentence
          text="tiers.rule.from"
          slots={{
            day: (
              <DatePicker
                label={t("tiers.rule.firstDay")}
                hideLabel
                value={rule.from}
                onChange={(from) => from && change({ from })}
              />
            ),
          }}
        />
      )}
      {otherError && <ErrorNotice error={error} />}
      {isDirty && (
        <div className={styles.actions}>
          {!isNew && (
            <Button onPress={() => setRule(start)} isDisabled={isPending}>
              {t("settings.discard")}
            </Button>
          )}
          <Button type="submit" tone="primary" isPending={isPending}>
            {t("settings.save")}
          </Button>
        </div>
      )}
    </form>
  );
}

interface ValidityProps {
  validity: Validity;
  error: string | undefined;
  onChange: (validity: Validity) => void;
}

function ValiditySentence({ validity, error, onChange }: ValidityProps) {
  const t = useT();
  const kind = (
    <Select
      label={t("tiers.rule.validity")}
      hideLabel
      options={validities.map((value) => ({ value, label: t(`tiers.rule.validities.${value}`) }))}
      value={validity.kind}
      onChange={(next) => onChange(usual[next])}
    />
  );
  const count = (value: number, change: (value: number) => void) => (
    <span className={styles.number}>
      <NumberField
        label={t("tiers.rule.howMany")}
        hideLabel
        value={value}
        minValue={0}
        onChange={(next) => change(next || 0)}
        error={error}
      />
    </span>
  );
  const slots: { count?: ReactNode } = {};
  if (validity.kind === "days")
    slots.count = count(validity.days, (days) => onChange({ kind: "days", days }));
  if (validity.kind === "months")
    slots.count = count(validity.months, (months) => onChange({ kind: "months", months }));
  if (validity.kind === "years")
    slots.count = count(validity.years, (years) => onChange({ kind: "years", years }));
  return slots.count ? (
    <Sentence text="tiers.rule.validFor" slots={{ count: slots.count, kind }} />
  ) : (
    <Sentence text="tiers.rule.valid" slots={{ kind }} />
  );
}
