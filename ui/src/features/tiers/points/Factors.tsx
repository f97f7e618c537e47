import { Plus, X } from "lucide-react";
import { useT } from "@/i18n";
import type { DayFactor, EarningRule, ItemFactor } from "@/ipc";
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

/** Items and days that earn more or less. */
export function Factors({ rule, onChange, error }: Props) {
  const t = useT();
  const itemProblem = fieldProblem(t, error, "items");
  const dayProblem = fieldProblem(t, error, "days");
  const setItem = (at: number, part: Partial<ItemFactor>) =>
    onChange({ items: replaced(rule.items, at, { ...(rule.items[at] as ItemFactor), ...part }) });
  const setDay = (at: number, part: Partial<DayFactor>) =>
    onChange({ days: replaced(rule.days, at, { ...(rule.days[at] as DayFactor), ...part }) });
  return (
    <>
      {rule.items.map((factor, at) => (
        <Sentence
          className={styles.sentence}
          // biome-ignore lint/suspicious/noArrayIndexKey: two factors may be alike while they are typed.
          key={at}
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
            remove: (
              <IconButton
                label={t("tiers.rule.remove")}
                icon={<X />}
                onPress={() => onChange({ items: without(rule.items, at) })}
              />
            ),
          }}
        />
      ))}
      {rule.days.map((factor, at) => (
        <Sentence
          className={styles.sentence}
          // biome-ignore lint/suspicious/noArrayIndexKey: two factors may be alike while they are typed.
          key={at}
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
            remove: (
              <IconButton
                label={t("tiers.rule.remove")}
                icon={<X />}
                onPress={() => onChange({ days: without(rule.days, at) })}
              />
            ),
          }}
        />
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
      </div>
    </>
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
