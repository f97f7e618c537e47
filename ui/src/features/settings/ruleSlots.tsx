import type { ReactNode } from "react";
import type { T } from "@/i18n";
import type { RuleSpec } from "@/ipc";
import { fieldProblem, NumberField, Select } from "@/kit";
import { interactionKinds, segments, stages } from "@/terms";
import styles from "./settings.module.css";

interface Props {
  t: T;
  spec: RuleSpec;
  error: unknown;
  onChange: (spec: RuleSpec) => void;
}

/** The fields that stand in a rule's sentence. */
export function ruleSlots({ t, spec, error, onChange }: Props): Record<string, ReactNode> {
  const days = (value: number, field: string, change: (days: number) => void) => (
    <span className={styles.number}>
      <NumberField
        label={t("settings.slot.days")}
        hideLabel
        value={value}
        minValue={0}
        onChange={(next) => change(next || 0)}
        error={fieldProblem(t, error, field)}
      />
    </span>
  );
  switch (spec.kind) {
    case "cadence":
      return {
        segment: (
          <Select
            label={t("settings.slot.segment")}
            hideLabel
            options={segments.map((value) => ({ value, label: t(`terms.segment.${value}`) }))}
            value={spec.segment}
            onChange={(segment) => onChange({ ...spec, segment })}
          />
        ),
        days: days(spec.everyDays, "everyDays", (everyDays) => onChange({ ...spec, everyDays })),
        contact: (
          <Select
            label={t("settings.slot.contact")}
            hideLabel
            options={interactionKinds.map((value) => ({ value, label: t(`terms.interaction.${value}`) }))}
            value={spec.contact}
            onChange={(contact) => onChange({ ...spec, contact })}
            error={fieldProblem(t, error, "contact")}
          />
        ),
      };
    case "birthday":
      return { days: days(spec.daysAhead, "daysAhead", (daysAhead) => onChange({ ...spec, daysAhead })) };
    case "stageEntered":
      return {
        stage: (
          <Select
            label={t("settings.slot.stage")}
            hideLabel
            options={stages.map((value) => ({ value, label: t(`terms.stage.${value}`) }))}
            value={spec.stage}
            onChange={(stage) => onChange({ ...spec, stage })}
            error={fieldProblem(t, error, "stage")}
          />
        ),
      };
  }
}
