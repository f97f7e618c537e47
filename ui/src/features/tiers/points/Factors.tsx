import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { useT } from "@/i18n";
import type { DayFactor, EarningRule, ItemFactor, TierFactor, TierLevel } from "@/ipc";
import {
  Button,
  DatePicker,
  fieldProblem,
  IconButton,
  NumberField,
  Select,
  Sentence,
  TextField,
} from "@/kit";
import styles from "../tiers.module.css";

interface Props {
  rule: EarningRule;
  /** The shop's levels, from the lowest. */
  levels: readonly TierLevel[];
  onChange: (part: Partial<EarningRule>) => void;
  error: unknown;
}

const replaced = <V,>(all: readonly V[], at: number, value: V) =>
  all.map((old, n) => (n === at ? value : old));
const without = <V,>(all: readonly V[], at: number) => all.filter((_, n) => n !== at);

/** Any day, the weekend, or one day of the week. */
const weekdays = {
  any: [],
  weekend: [6, 7],
  1: [1],
  2: [2],
  3: [3],
  4: [4],
  5: [5],
  6: [6],
  7: [7],
} as const;
type Weekdays = keyof typeof weekdays;
const chosen = (days: readonly number[]) =>
  (Object.keys(weekdays).find((name) => weekdays[name as Weekdays].join() === days.join()) ??
    "any") as `${Weekdays}`;

/** Items, days and levels that earn more or less. */
export function Factors({ rule, levels, onChange, error }: Props) {
  const t = useT();
  const itemProblem = fieldProblem(t, error, "items");
  const dayProblem = fieldProblem(t, error, "days");
  const setItem = (at: number, part: Partial<ItemFactor>) =>
    onChange({ items: replaced(rule.items, at, { ...(rule.items[at] as ItemFactor), ...part }) });
  const setDay = (at: number, part: Partial<DayFactor>) =>
    onChange({ days: replaced(rule.days, at, { ...(rule.days[at] as DayFactor), ...part }) });
  const setTier = (at: number, part: Partial<TierFactor>) =>
    onChange({ tiers: replaced(rule.tiers, at, { ...(rule.tiers[at] as TierFactor), ...part }) });
  const isTaken = (id: TierFactor["tier"]) => rule.tiers.some(({ tier }) => tier === id);
  /** A level has one factor; one that is gone keeps its place until somebody takes it away. */
  const levelOptions = (own: TierFactor["tier"]) => [
    ...levels
      .filter(({ id }) => id === own || !isTaken(id))
      .map(({ id, name }) => ({ value: id as string, label: name })),
    ...(levels.some(({ id }) => id === own)
      ? []
      : [{ value: own as string, label: t("tiers.rule.goneLevel") }]),
  ];
  const plain = levels.findLast(({ id }) => !isTaken(id));
  return (
    <>
      {rule.items.map((factor, at) => (
        <Factor
          // biome-ignore lint/suspicious/noArrayIndexKey: two factors may be alike while they are typed.
          key={at}
          onRemove={() => onChange({ items: without(rule.items, at) })}
        >
          <Sentence
            text="tiers.rule.item"
            slots={{
              item: (
                <TextField
                  label={t("tiers.rule.itemName")}
                  hideLabel
                  value={factor.item}
                  onChange={(item) => setItem(at, { item })}
                  error={itemProblem}
                />
              ),
              percent: <Percent value={factor.percent} onChange={(percent) => setItem(at, { percent })} />,
            }}
          />
        </Factor>
      ))}
      {rule.days.map((factor, at) => (
        <Factor
          // biome-ignore lint/suspicious/noArrayIndexKey: two factors may be alike while they are typed.
          key={at}
          onRemove={() => onChange({ days: without(rule.days, at) })}
        >
          <Sentence
            text="tiers.rule.day"
            slots={{
              weekdays: (
                <Select
                  label={t("tiers.rule.weekdays")}
                  hideLabel
                  options={Object.keys(weekdays).map((value) => ({
                    value,
                    label: t(`tiers.rule.weekday.${value as `${Weekdays}`}`),
                  }))}
                  value={chosen(factor.weekdays)}
                  onChange={(value) => setDay(at, { weekdays: [...weekdays[value as Weekdays]] })}
                />
              ),
              from: (
                <DatePicker
                  label={t("tiers.rule.dayFrom")}
                  hideLabel
                  value={factor.from}
                  onChange={(from) => setDay(at, { from })}
                  error={dayProblem}
                />
              ),
              until: (
                <DatePicker
                  label={t("tiers.rule.dayUntil")}
                  hideLabel
                  value={factor.until}
                  onChange={(until) => setDay(at, { until })}
                />
              ),
              percent: <Percent value={factor.percent} onChange={(percent) => setDay(at, { percent })} />,
            }}
          />
        </Factor>
      ))}
      {rule.tiers.map((factor, at) => (
        <Factor
          // biome-ignore lint/suspicious/noArrayIndexKey: two factors may be alike while they are typed.
          key={at}
          onRemove={() => onChange({ tiers: without(rule.tiers, at) })}
        >
          <Sentence
            text="tiers.rule.tier"
            slots={{
              level: (
                <Select
                  label={t("tiers.rule.level")}
                  hideLabel
                  options={levelOptions(factor.tier)}
                  value={factor.tier as string}
                  onChange={(tier) => setTier(at, { tier: tier as TierFactor["tier"] })}
                  error={fieldProblem(t, error, "tiers")}
                />
              ),
              percent: <Percent value={factor.percent} onChange={(percent) => setTier(at, { percent })} />,
            }}
          />
        </Factor>
      ))}
      <div className={styles.rowActions}>
        <Button
          size="small"
          tone="quiet"
          icon={<Plus aria-hidden="true" />}
          onPress={() => onChange({ items: [...rule.items, { item: "", percent: 200 }] })}
        >
          {t("tiers.rule.addItem")}
        </Button>
        <Button
          size="small"
          tone="quiet"
          icon={<Plus aria-hidden="true" />}
          onPress={() =>
            onChange({ days: [...rule.days, { weekdays: [6, 7], from: null, until: null, percent: 200 }] })
          }
        >
          {t("tiers.rule.addDay")}
        </Button>
        {plain && (
          <Button
            size="small"
            tone="quiet"
            icon={<Plus aria-hidden="true" />}
            onPress={() => onChange({ tiers: [...rule.tiers, { tier: plain.id, percent: 200 }] })}
          >
            {t("tiers.rule.addTier")}
          </Button>
        )}
      </div>
    </>
  );
}

function Factor({ onRemove, children }: { onRemove: () => void; children: ReactNode }) {
  const t = useT();
  return (
    <div className={styles.factor}>
      {children}
      <IconButton label={t("tiers.rule.remove")} icon={<X />} onPress={onRemove} />
    </div>
  );
}

function Percent({ value, onChange }: { value: number; onChange: (percent: number) => void }) {
  const t = useT();
  return (
    <span className={styles.number}>
      <NumberField
        label={t("tiers.rule.percent")}
        hideLabel
        value={value}
        minValue={0}
        maxValue={10_000}
        onChange={(next) => onChange(next || 0)}
      />
    </span>
  );
}
