import { Trash2 } from "lucide-react";
import { useT } from "@/i18n";
import type { Benefit, Period, TierLevel, Trigger } from "@/ipc";
import { Checkbox, fieldProblem, IconButton, NumberField, Select, Switch, TextField } from "@/kit";
import { AmountField } from "../AmountField";
import styles from "../tiers.module.css";

interface Props {
  benefit: Benefit;
  levels: TierLevel[];
  path: string;
  error: unknown;
  onChange: (benefit: Benefit) => void;
  onRemove: () => void;
}

const periods: readonly Period[] = ["once", "month", "quarter", "year", "stay"];
const kinds = ["level", "spend", "visits", "welcome", "birthday"] as const;
type Kind = (typeof kinds)[number];

const fresh = (kind: Kind, levels: TierLevel[]): Trigger => {
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
  }
};

export function BenefitFields({ benefit, levels, path, error, onChange, onRemove }: Props) {
  const t = useT();
  const { trigger } = benefit;
  const problem = (field: string) => fieldProblem(t, error, `${path}.${field}`);
  const kind = trigger.kind === "festival" ? null : trigger.kind;
  return (
    <fieldset className={styles.card}>
      <legend>{benefit.name || t("tiers.levels.newBenefit")}</legend>
      <div className={styles.pair}>
        <TextField
          label={t("tiers.levels.name")}
          value={benefit.name}
          onChange={(name) => onChange({ ...benefit, name })}
          error={problem("name")}
        />
        {kind ? (
          <Select
            label={t("tiers.levels.when")}
            options={kinds.map((value) => ({ value, label: t(`tiers.levels.triggers.${value}`) }))}
            value={kind}
            onChange={(next) => onChange({ ...benefit, trigger: fresh(next, levels) })}
          />
        ) : (
          <p className={styles.muted}>{t("tiers.levels.triggers.festival")}</p>
        )}
        {trigger.kind === "spend" && (
          <AmountField
            label={t("tiers.levels.spend")}
            fen={trigger.fen || null}
            onChange={(fen) => onChange({ ...benefit, trigger: { ...trigger, fen: fen ?? 0 } })}
            error={problem("trigger.fen")}
          />
        )}
        {trigger.kind === "visits" && (
          <NumberField
            label={t("tiers.levels.visits")}
            minValue={1}
            value={trigger.visits}
            onChange={(visits) => onChange({ ...benefit, trigger: { ...trigger, visits: visits || 0 } })}
            error={problem("trigger.visits")}
          />
        )}
        {(trigger.kind === "level" || trigger.kind === "spend" || trigger.kind === "visits") && (
          <Select
            label={t("tiers.levels.period")}
            options={periods.map((value) => ({ value, label: t(`tiers.levels.periods.${value}`) }))}
            value={benefit.period ?? "once"}
            onChange={(period) => onChange({ ...benefit, period })}
          />
        )}
        <NumberField
          label={t("tiers.levels.uses")}
          minValue={1}
          value={benefit.uses}
          onChange={(uses) => onChange({ ...benefit, uses: uses || 0 })}
          error={problem("uses")}
        />
        <AmountField
          label={t("tiers.levels.costOfOne")}
          optional
          fen={benefit.costFen || null}
          onChange={(fen) => onChange({ ...benefit, costFen: fen ?? 0 })}
          error={problem("costFen")}
        />
        <NumberField
          label={t("tiers.levels.validDays")}
          optional
          minValue={0}
          value={benefit.validDays ?? Number.NaN}
          onChange={(days) => onChange({ ...benefit, validDays: Number.isNaN(days) ? null : days })}
          error={problem("validDays")}
        />
        <NumberField
          label={t("tiers.levels.stock")}
          optional
          minValue={1}
          value={benefit.stock ?? Number.NaN}
          onChange={(stock) => onChange({ ...benefit, stock: Number.isNaN(stock) ? null : stock })}
          error={problem("stock")}
        />
      </div>
      {trigger.kind === "level" && (
        <div className={styles.choices}>
          {levels.map(({ id, name }) => (
            <Checkbox
              key={id}
              isSelected={trigger.levels.includes(id)}
              onChange={(isOn) =>
                onChange({
                  ...benefit,
                  trigger: {
                    ...trigger,
                    levels: isOn ? [...trigger.levels, id] : trigger.levels.filter((each) => each !== id),
                  },
                })
              }
            >
              {name}
            </Checkbox>
          ))}
        </div>
      )}
      {problem("trigger.levels") && <p className={styles.warn}>{problem("trigger.levels")}</p>}
      <div className={styles.cardFoot}>
        <Switch
          isSelected={benefit.automatic ?? false}
          onChange={(automatic) => onChange({ ...benefit, automatic })}
        >
          {t("tiers.levels.automatic")}
        </Switch>
        <IconButton label={t("tiers.levels.removeBenefit")} icon={<Trash2 />} onPress={onRemove} />
      </div>
    </fieldset>
  );
}
