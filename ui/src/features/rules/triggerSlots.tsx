import type { ReactNode } from "react";
import { RecurrenceField } from "@/dates";
import type { T } from "@/i18n";
import type { Benefit, Id, RuleTrigger } from "@/ipc";
import { AmountField, DatePicker, fieldProblem, NumberField, Select, Sentence, TextField } from "@/kit";
import { stages } from "@/terms";
import type { Library } from "@/whom";
import { FestivalField } from "./FestivalField";
import { FiguresField } from "./FiguresField";
import { dateFields } from "./kinds";
import { NoDates } from "./NoDates";
import styles from "./rules.module.css";

interface Props {
  t: T;
  trigger: RuleTrigger;
  error: unknown;
  library: Library;
  benefits: readonly Benefit[];
  onChange: (trigger: RuleTrigger) => void;
}

const any = "any";

/** The gaps that a trigger has of its own. */
export function triggerSlots(props: Props): Record<string, ReactNode> {
  const { t, trigger, error, library, benefits, onChange } = props;
  // Each branch below hands back a part of the very trigger that it looked at.
  const change = (part: object) => onChange({ ...trigger, ...part } as RuleTrigger);
  const wrong = (field: string) => fieldProblem(t, error, field, "rule");
  const text = (label: string, value: string, field: string, placeholder?: string) => (
    <span className={styles.word}>
      <TextField
        label={label}
        hideLabel
        placeholder={placeholder}
        value={value}
        onChange={(next) => change({ [field]: next })}
        error={wrong(field)}
      />
    </span>
  );
  const figures = (label: string, value: readonly number[], field: string) => (
    <FiguresField
      label={label}
      value={value}
      onChange={(next) => change({ [field]: next })}
      error={wrong(field)}
    />
  );
  const slots: Record<string, ReactNode> = {};
  if ("daysAhead" in trigger || trigger.kind === "usedUp") {
    const isFar = ["expiring", "renewal", "levelFalling"].includes(trigger.kind);
    slots.ahead = (
      <Ahead
        t={t}
        days={trigger.daysAhead ?? 0}
        onChange={(daysAhead) => change({ daysAhead })}
        error={fieldProblem(t, error, "daysAhead", isFar ? "farRule" : "rule")}
      />
    );
  }
  switch (trigger.kind) {
    case "birthday":
    case "levelFalling":
      break;
    case "anniversary":
      slots.label = text(t("rules.slot.label"), trigger.label ?? "", "label", t("rules.anyAnniversary"));
      break;
    case "festival":
      slots.festival = <FestivalField day={trigger.day} onChange={(day) => change({ day })} error={error} />;
      break;
    case "cadence":
      slots.days = number(
        t("rules.slot.everyDays"),
        trigger.everyDays,
        (everyDays) => change({ everyDays }),
        wrong("everyDays"),
      );
      break;
    case "afterPurchase":
      slots.days = figures(t("rules.slot.days"), trigger.days, "days");
      slots.item = text(t("rules.slot.item"), trigger.item ?? "", "item", t("rules.anything"));
      break;
    case "onboarding":
      slots.days = figures(t("rules.slot.days"), trigger.days, "days");
      break;
    case "stageEntered":
      slots.stage = (
        <Select
          label={t("rules.slot.stage")}
          hideLabel
          options={stages
            .filter((stage) => stage !== "active")
            .map((value) => ({ value, label: t(`terms.stage.${value}`) }))}
          value={trigger.stage}
          onChange={(stage) => change({ stage })}
          error={fieldProblem(t, error, "stage")}
        />
      );
      break;
    case "levelReached":
      slots.level = (
        <Select
          label={t("rules.slot.level")}
          hideLabel
          options={[
            { value: any as string, label: t("rules.anyLevel") },
            ...library.levels.map(({ id, name }) => ({ value: id as string, label: name })),
          ]}
          value={trigger.level ?? any}
          onChange={(level) => change({ level: level === any ? null : (level as Id<"TierId">) })}
          error={wrong("level")}
        />
      );
      break;
    case "levelNear":
      slots.within = (
        <span className={styles.amount}>
          <AmountField
            label={t("rules.slot.within")}
            hideLabel
            fen={trigger.withinFen || null}
            onChange={(withinFen) => change({ withinFen: withinFen ?? 0 })}
            error={wrong("withinFen")}
          />
        </span>
      );
      break;
    case "expiring":
      slots.what = (
        <Select
          label={t("rules.slot.what")}
          hideLabel
          options={(["benefit", "points", "voucher"] as const).map((value) => ({
            value,
            label: t(`rules.holding.${value}`),
          }))}
          value={trigger.what}
          onChange={(what) => change({ what })}
        />
      );
      break;
    case "usedUp":
      slots.item = text(t("rules.slot.item"), trigger.item, "item", t("rules.someItem"));
      slots.lasts = (
        <Lasts
          t={t}
          days={trigger.days ?? null}
          onChange={(days) => change({ days })}
          error={wrong("days")}
        />
      );
      break;
    case "renewal": {
      const fields = dateFields(library.fields);
      slots.field =
        fields.length === 0 ? (
          <NoDates />
        ) : (
          <Select
            label={t("rules.slot.field")}
            hideLabel
            options={fields.map(({ id, name }) => ({ value: id, label: name }))}
            value={fields.some(({ id }) => id === trigger.field) ? trigger.field : null}
            onChange={(field) => change({ field })}
            error={wrong("field")}
          />
        );
      break;
    }
    case "sessionsLeft":
      slots.benefit = (
        <Select
          label={t("rules.slot.benefit")}
          hideLabel
          options={[
            { value: any as string, label: t("rules.anyCard") },
            ...benefits
              .filter(({ uses }) => uses > 1)
              .map(({ id, name }) => ({ value: id as string, label: name })),
          ]}
          value={trigger.benefit ?? any}
          onChange={(benefit) => change({ benefit: benefit === any ? null : (benefit as Id<"BenefitId">) })}
          error={wrong("benefit")}
        />
      );
      slots.left = number(t("rules.slot.left"), trigger.left, (left) => change({ left }), wrong("left"));
      break;
    case "childAge":
      slots.months = figures(t("rules.slot.months"), trigger.months, "months");
      slots.label = text(t("rules.slot.childLabel"), trigger.label, "label", t("rules.child"));
      break;
    case "recurring":
      slots.recurrence = (
        <RecurrenceField
          value={trigger.rule}
          onChange={(rule) => change({ rule })}
          error={fieldProblem(t, error, "recurrence")}
        />
      );
      slots.from = (
        <DatePicker
          label={t("rules.slot.from")}
          hideLabel
          value={trigger.from}
          onChange={(from) => from && change({ from })}
        />
      );
      break;
  }
  return slots;
}

/** No more than crosses the wire; what is too much for the rule, Rust says. */
const most = { days: 255, any: 9999 };

function number(
  label: string,
  value: number,
  onChange: (value: number) => void,
  error?: string,
  maxValue = most.any,
) {
  return (
    <span className={styles.number}>
      <NumberField
        label={label}
        hideLabel
        value={value}
        minValue={0}
        maxValue={maxValue}
        onChange={(next) => onChange(next || 0)}
        error={error}
      />
    </span>
  );
}

interface AheadProps {
  t: T;
  days: number;
  onChange: (days: number) => void;
  error?: string | undefined;
}

/** So many days before the day, or on it. */
function Ahead({ t, days, onChange, error }: AheadProps) {
  const when = (
    <Select
      label={t("rules.slot.aheadOrSame")}
      hideLabel
      options={[
        { value: "same", label: t("rules.sameDay") },
        { value: "ahead", label: t("rules.before") },
      ]}
      value={days === 0 ? "same" : "ahead"}
      onChange={(next) => onChange(next === "same" ? 0 : 7)}
      error={days === 0 ? error : undefined}
    />
  );
  if (days === 0) return when;
  return (
    <Sentence
      text="rules.aheadSlot"
      slots={{ when, days: number(t("rules.slot.daysAhead"), days, onChange, error, most.days) }}
    />
  );
}

interface LastsProps {
  t: T;
  days: number | null;
  onChange: (days: number | null) => void;
  error?: string | undefined;
}

/** How long an item lasts: as this customer buys it, or as long as the shop says. */
function Lasts({ t, days, onChange, error }: LastsProps) {
  return (
    <span className={styles.pair}>
      <Select
        label={t("rules.slot.lasts")}
        hideLabel
        options={[
          { value: "own", label: t("rules.ownRhythm"), detail: t("rules.ownRhythmDetail") },
          { value: "days", label: t("rules.statedLife") },
        ]}
        value={days === null ? "own" : "days"}
        onChange={(next) => onChange(next === "own" ? null : 90)}
      />
      {days !== null && (
        <Sentence
          text="rules.lastsSlot"
          slots={{ days: number(t("rules.slot.lastsDays"), days, onChange, error) }}
        />
      )}
    </span>
  );
}
