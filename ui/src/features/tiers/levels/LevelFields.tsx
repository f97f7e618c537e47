import { Trash2 } from "lucide-react";
import { useT } from "@/i18n";
import type { TierLevel } from "@/ipc";
import { AmountField, fieldProblem, IconButton, NumberField, Select, Switch, TextField } from "@/kit";
import { TierChip, tierColours } from "@/terms";
import styles from "../tiers.module.css";

interface Props {
  level: TierLevel;
  /** Where it stands in the program, as errors name it. */
  path: string;
  error: unknown;
  /** Applied to what stands there by then, as with benefits. */
  onChange: (change: (before: TierLevel) => TierLevel) => void;
  onRemove: () => void;
}

/** A figure that may be left open. */
const known = (value: number | null | undefined) => value ?? Number.NaN;
const orNone = (value: number) => (Number.isNaN(value) ? null : value);

export function LevelFields({ level, path, error, onChange, onRemove }: Props) {
  const t = useT();
  const problem = (field: string) => fieldProblem(t, error, `${path}.${field}`);
  const set = (part: Partial<TierLevel>) => onChange((before) => ({ ...before, ...part }));
  const entry = (part: Partial<TierLevel["entry"]>) =>
    onChange((before) => ({ ...before, entry: { ...before.entry, ...part } }));
  return (
    <fieldset className={styles.card}>
      <legend>
        <TierChip level={level} />
      </legend>
      <div className={styles.pair}>
        <TextField
          label={t("tiers.levels.name")}
          value={level.name}
          onChange={(name) => set({ name })}
          error={problem("name")}
        />
        <Select
          label={t("tiers.levels.colour")}
          options={tierColours.map((value) => ({ value, label: t(`tiers.levels.colours.${value}`) }))}
          value={level.colour}
          onChange={(colour) => set({ colour })}
        />
        <AmountField
          label={t("tiers.levels.spend")}
          optional
          fen={level.entry.spendFen ?? null}
          onChange={(spendFen) => entry({ spendFen })}
          error={problem("entry.spendFen") ?? problem("entry")}
        />
        <NumberField
          label={t("tiers.levels.visits")}
          optional
          minValue={1}
          value={known(level.entry.visits)}
          onChange={(visits) => entry({ visits: orNone(visits) })}
          error={problem("entry.visits")}
        />
        <NumberField
          label={t("tiers.levels.window")}
          description={t("tiers.levels.windowHint")}
          optional
          minValue={1}
          value={known(level.entry.windowDays)}
          onChange={(days) => entry({ windowDays: orNone(days) })}
          error={problem("entry.windowDays")}
        />
        <NumberField
          label={t("tiers.levels.validity")}
          description={t("tiers.levels.validityHint")}
          optional
          minValue={1}
          value={known(level.validityDays)}
          onChange={(days) => set({ validityDays: orNone(days) })}
          error={problem("validityDays")}
        />
        <NumberField
          label={t("tiers.levels.grace")}
          minValue={0}
          value={level.graceDays ?? 0}
          onChange={(days) => set({ graceDays: days || 0 })}
          error={problem("graceDays")}
        />
        <NumberField
          label={t("tiers.levels.warn")}
          minValue={0}
          value={level.warnDays ?? 0}
          onChange={(days) => set({ warnDays: days || 0 })}
          error={problem("warnDays")}
        />
      </div>
      <div className={styles.cardFoot}>
        <Switch isSelected={level.entry.any ?? false} onChange={(any) => entry({ any })}>
          {t("tiers.levels.any")}
        </Switch>
        <IconButton label={t("tiers.levels.remove")} icon={<Trash2 />} onPress={onRemove} />
      </div>
    </fieldset>
  );
}
