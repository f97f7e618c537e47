import { Trash2 } from "lucide-react";
import { useT } from "@/i18n";
import type { Benefit, Period, TierLevel, Trigger } from "@/ipc";
import { AmountField, fieldProblem, IconButton, NumberField, Select, Switch, TextField } from "@/kit";
import styles from "../tiers.module.css";
import { FestivalFields } from "./FestivalFields";
import { dayOfFestival } from "./festivals";
import { TriggerLevels } from "./TriggerLevels";

interface Props {
  benefit: Benefit;
  levels: TierLevel[];
  path: string;
  error: unknown;
  /** Applied to what stands there by then: a figure is told when it is left, just after the press that left it. */
  onChange: (change: (before: Benefit) => Benefit) => void;
  onRemove: () => void;
}

const periods: readonly Period[] = ["once", "month", "quarter", "year", "stay"];
type Of<K extends Trigger["kind"]> = Extract<Trigger, { kind: K }>;

const kinds: readonly Trigger["kind"][] = ["level", "spend", "visits", "welcome", "birthday", "festival"];

/** Rust counts no further. */
const mostDays = 60;

const fresh = (kind: Trigger["kind"], levels: TierLevel[]): Trigger => {
  switch (kind) {
    case "level":
      return { kind, levels: levels.slice(-1).map(({ id }) => id) };
    case "spend":
      return { kind, fen: 100_000 };
    case "visits":
      return { kind, visits: 10 };
    case "welcome":
      return { kind };
    case "birthday":
      return { kind, before: 7, after: 7, levels: [] };
    case "festival":
      return { kind, day: dayOfFestival("spring"), before: 7, levels: [] };
  }
};

export function BenefitFields({ benefit, levels, path, error, onChange, onRemove }: Props) {
  const t = useT();
  const { trigger } = benefit;
  const problem = (field: string) => fieldProblem(t, error, `${path}.${field}`);
  const set = (part: Partial<Benefit>) => onChange((before) => ({ ...before, ...part }));
  const setTrigger = <K extends Trigger["kind"]>(kind: K, change: (before: Of<K>) => Partial<Of<K>>) =>
    onChange((before) => {
      if (before.trigger.kind !== kind) return before;
      return { ...before, trigger: { ...before.trigger, ...change(before.trigger as Of<K>) } };
    });
  return (
    <fieldset className={styles.card}>
      <legend>{benefit.name || t("tiers.levels.newBenefit")}</legend>
      <div className={styles.pair}>
        <TextField
          label={t("tiers.levels.name")}
          value={benefit.name}
          onChange={(name) => set({ name })}
          error={problem("name")}
        />
        <Select
          label={t("tiers.levels.when")}
          options={kinds.map((value) => ({ value, label: t(`tiers.levels.triggers.${value}`) }))}
          value={trigger.kind}
          onChange={(next) => set({ trigger: fresh(next, levels) })}
        />
        {trigger.kind === "spend" && (
          <AmountField
            label={t("tiers.levels.spend")}
            fen={trigger.fen || null}
            onChange={(fen) => setTrigger("spend", () => ({ fen: fen ?? 0 }))}
            error={problem("trigger.fen")}
          />
        )}
        {trigger.kind === "visits" && (
          <NumberField
            label={t("tiers.levels.visits")}
            minValue={1}
            value={trigger.visits}
            onChange={(visits) => setTrigger("visits", () => ({ visits: visits || 0 }))}
            error={problem("trigger.visits")}
          />
        )}
        {trigger.kind === "festival" && (
          <FestivalFields
            day={trigger.day}
            onChange={(part) => setTrigger("festival", ({ day }) => ({ day: { ...day, ...part } }))}
            error={problem("trigger.day")}
          />
        )}
        {(trigger.kind === "birthday" || trigger.kind === "festival") && (
          <NumberField
            label={t("tiers.levels.before")}
            minValue={0}
            maxValue={mostDays}
            value={trigger.before}
            onChange={(before) => setTrigger(trigger.kind, () => ({ before: before || 0 }))}
            error={problem("trigger.before")}
          />
        )}
        {trigger.kind === "birthday" && (
          <NumberField
            label={t("tiers.levels.after")}
            minValue={0}
            maxValue={mostDays}
            value={trigger.after}
            onChange={(after) => setTrigger("birthday", () => ({ after: after || 0 }))}
          />
        )}
        {(trigger.kind === "level" || trigger.kind === "spend" || trigger.kind === "visits") && (
          <Select
            label={t("tiers.levels.period")}
            options={periods.map((value) => ({ value, label: t(`tiers.levels.periods.${value}`) }))}
            value={benefit.period ?? "once"}
            onChange={(period) => set({ period })}
          />
        )}
        <NumberField
          label={t("tiers.levels.uses")}
          minValue={1}
          value={benefit.uses}
          onChange={(uses) => set({ uses: uses || 0 })}
          error={problem("uses")}
        />
        <AmountField
          label={t("tiers.levels.costOfOne")}
          optional
          fen={benefit.costFen || null}
          onChange={(fen) => set({ costFen: fen ?? 0 })}
          error={problem("costFen")}
        />
        <NumberField
          label={t("tiers.levels.validDays")}
          optional
          minValue={0}
          value={benefit.validDays ?? Number.NaN}
          onChange={(days) => set({ validDays: Number.isNaN(days) ? null : days })}
          error={problem("validDays")}
        />
        <NumberField
          label={t("tiers.levels.stock")}
          optional
          minValue={1}
          value={benefit.stock ?? Number.NaN}
          onChange={(stock) => set({ stock: Number.isNaN(stock) ? null : stock })}
          error={problem("stock")}
        />
      </div>
      {"levels" in trigger && (
        <TriggerLevels
          label={trigger.kind === "level" ? undefined : t(`tiers.levels.onLevels.${trigger.kind}`)}
          levels={levels}
          chosen={trigger.levels ?? []}
          onChange={(change) =>
            setTrigger(trigger.kind, ({ levels: chosen = [] }) => ({ levels: change(chosen) }))
          }
        />
      )}
      {problem("trigger.levels") && <p className={styles.warn}>{problem("trigger.levels")}</p>}
      <div className={styles.cardFoot}>
        <Switch isSelected={benefit.automatic ?? false} onChange={(automatic) => set({ automatic })}>
          {t("tiers.levels.automatic")}
        </Switch>
        <IconButton label={t("tiers.levels.removeBenefit")} icon={<Trash2 />} onPress={onRemove} />
      </div>
    </fieldset>
  );
}
