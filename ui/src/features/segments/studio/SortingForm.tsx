import { useT } from "@/i18n";
import type { Sorting, SortingRules, StageDays, Threshold } from "@/ipc";
import { DatePicker, fieldProblem, NumberField, SegmentedControl, Select, useShopTime } from "@/kit";
import styles from "../segments.module.css";

interface Props {
  value: Sorting;
  at: string;
  error: unknown;
  onAt: (at: string) => void;
  onChange: (value: Sorting) => void;
}

const usualWindow = 365;
const limits = ["active", "silent", "lost"] as const;

/** Which purchases count, what figures are compared with, and what tells a stage. */
export function SortingForm({ value, at, error, onAt, onChange }: Props) {
  const t = useT();
  const { today } = useShopTime();
  const { rules, days } = value;
  const change = (part: Partial<SortingRules>) => onChange({ ...value, rules: { ...rules, ...part } });
  const changeDays = (part: Partial<StageDays>) => onChange({ ...value, days: { ...days, ...part } });
  const window = rules.windowDays ?? null;
  return (
    <div className={styles.form}>
      <fieldset className={styles.group}>
        <legend>{t("segments.studio.which")}</legend>
        <DatePicker
          label={t("segments.studio.at")}
          value={at}
          max={today}
          onChange={(day) => day && onAt(day)}
        />
        <Select
          label={t("segments.studio.window")}
          value={window === null ? "all" : "last"}
          onChange={(kind) => change({ windowDays: kind === "all" ? null : usualWindow })}
          options={[
            { value: "all", label: t("segments.studio.allPurchases") },
            { value: "last", label: t("segments.studio.lastDays") },
          ]}
        />
        {window !== null && (
          <NumberField
            label={t("segments.studio.windowDays")}
            value={window}
            minValue={1}
            maxValue={3660}
            onChange={(next) => change({ windowDays: next || 1 })}
            error={fieldProblem(t, error, "windowDays")}
          />
        )}
      </fieldset>
      <fieldset className={styles.group}>
        <legend>{t("segments.studio.bars")}</legend>
        {(["recency", "frequency", "monetary"] as const).map((figure) => (
          <ThresholdField
            key={figure}
            figure={figure}
            value={rules[figure] ?? { kind: "mean" }}
            onChange={(threshold) => change({ [figure]: threshold })}
            error={fieldProblem(t, error, figure)}
          />
        ))}
      </fieldset>
      <fieldset className={styles.group}>
        <legend>{t("segments.studio.stages")}</legend>
        <SegmentedControl
          label={t("segments.studio.stageBy")}
          value={rules.stageBy ?? "days"}
          onChange={(stageBy) => change({ stageBy })}
          choices={(["days", "rhythm"] as const).map((by) => ({
            value: by,
            label: t(`segments.studio.by.${by}`),
          }))}
        />
        {limits.map((limit) => (
          <NumberField
            key={limit}
            label={t(`settings.stage.${limit}`)}
            value={days[limit]}
            minValue={0}
            onChange={(next) => changeDays({ [limit]: next || 0 })}
            error={fieldProblem(t, error, limit)}
          />
        ))}
        {rules.stageBy === "rhythm" && <p className={styles.text}>{t("segments.studio.rhythmText")}</p>}
      </fieldset>
    </div>
  );
}

type Figure = "recency" | "frequency" | "monetary";

/** What a bar begins at when somebody asks for one of their own. */
const usual: Record<Figure, number> = { recency: 60, frequency: 3, monetary: 100_000 };
const usualPercent = 80;

interface ThresholdProps {
  figure: Figure;
  value: Threshold;
  error: string | undefined;
  onChange: (value: Threshold) => void;
}

function ThresholdField({ figure, value, error, onChange }: ThresholdProps) {
  const t = useT();
  const scale = figure === "monetary" ? 100 : 1;
  const kinds: Record<Threshold["kind"], Threshold> = {
    mean: { kind: "mean" },
    fixed: { kind: "fixed", at: usual[figure] },
    quantile: { kind: "quantile", percent: usualPercent },
  };
  return (
    <div className={styles.threshold}>
      <Select
        label={t(`segments.studio.figure.${figure}`)}
        value={value.kind}
        onChange={(kind) => onChange(kinds[kind])}
        options={(["mean", "fixed", "quantile"] as const).map((kind) => ({
          value: kind,
          label: t(`segments.studio.kind.${kind}`),
        }))}
        error={value.kind === "mean" ? error : undefined}
      />
      {value.kind === "fixed" && (
        <NumberField
          label={t(`segments.studio.fixed.${figure}`)}
          value={value.at / scale}
          minValue={1}
          onChange={(next) => onChange({ kind: "fixed", at: Math.round((next || 1) * scale) })}
          error={error}
        />
      )}
      {value.kind === "quantile" && (
        <NumberField
          label={t("segments.studio.percent")}
          value={value.percent}
          minValue={1}
          maxValue={99}
          onChange={(next) => onChange({ kind: "quantile", percent: next || 1 })}
          error={error}
        />
      )}
    </div>
  );
}
