import { usePrefetchQuery } from "@tanstack/react-query";
import { Medal, Plus } from "lucide-react";
import { useState } from "react";
import { useT } from "@/i18n";
import type { Benefit, Colour, Id, Program, TierLevel } from "@/ipc";
import { Button, DatePicker, EmptyState, ErrorNotice, problemOf } from "@/kit";
import { tried } from "../queries";
import styles from "../tiers.module.css";
import { BenefitFields } from "./BenefitFields";
import { LevelFields } from "./LevelFields";
import { Trying } from "./Trying";

interface Props {
  saved: Program;
  error: unknown;
  isPending: boolean;
  onSave: (program: Program) => void;
}

const ladder: readonly Colour[] = ["silver", "gold", "platinum", "diamond"];

const newLevel = (t: ReturnType<typeof useT>, at: number): TierLevel => {
  const colour = ladder[Math.min(at, ladder.length - 1)] ?? "regular";
  return {
    id: crypto.randomUUID() as Id<"TierId">,
    name: t(`tiers.levels.colours.${colour}`),
    colour,
    entry: { windowDays: 365, spendFen: 100_000 * 3 ** at },
    validityDays: 365,
    graceDays: 30,
    warnDays: 30,
  };
};

const newBenefit = (level: TierLevel): Benefit => ({
  id: crypto.randomUUID() as Id<"BenefitId">,
  name: "",
  trigger: { kind: "level", levels: [level.id] },
  uses: 1,
  period: "month",
  automatic: true,
  costFen: 0,
});

/** Levels and benefits as they are edited; who would go up and down is shown before they are saved. */
export function ProgramForm({ saved, error, isPending, onSave }: Props) {
  const t = useT();
  const [draft, setDraft] = useState(saved);
  const { levels, benefits = [] } = draft;
  const change = (part: Partial<Program>) => setDraft((before) => ({ ...before, ...part }));
  // In a large shop the first answer takes seconds; it is ready when the first change is made.
  usePrefetchQuery(tried(saved));
  const isChanged = JSON.stringify(draft) !== JSON.stringify(saved);
  const top = levels.at(-1);
  const add = (
    <Button
      icon={<Plus aria-hidden="true" />}
      onPress={() => change({ levels: [...levels, newLevel(t, levels.length)] })}
    >
      {t("tiers.levels.add")}
    </Button>
  );
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSave(draft);
      }}
    >
      {!top && (
        <EmptyState icon={<Medal aria-hidden="true" />} title={t("tiers.levels.noLevels")} actions={add}>
          {t("tiers.levels.noLevelsWhy")}
        </EmptyState>
      )}
      {levels.map((level, at) => (
        <LevelFields
          key={level.id}
          level={level}
          error={error}
          path={`levels.${at}`}
          onChange={(part) =>
            setDraft((before) => ({ ...before, levels: changed(before.levels, level.id, part) }))
          }
          onRemove={() =>
            change({
              levels: levels.filter((_, n) => n !== at),
              benefits: benefits.flatMap((benefit) => withoutLevel(benefit, level.id)),
            })
          }
        />
      ))}
      {top && <div className={styles.add}>{add}</div>}
      {top && (
        <>
          <h3>{t("tiers.levels.benefits")}</h3>
          {benefits.map((benefit, at) => (
            <BenefitFields
              key={benefit.id}
              benefit={benefit}
              levels={levels}
              error={error}
              path={`benefits.${at}`}
              onChange={(part) =>
                setDraft((before) => ({ ...before, benefits: changed(before.benefits, benefit.id, part) }))
              }
              onRemove={() => change({ benefits: benefits.filter((_, n) => n !== at) })}
            />
          ))}
          <div className={styles.add}>
            <Button
              icon={<Plus aria-hidden="true" />}
              onPress={() => change({ benefits: [...benefits, newBenefit(top)] })}
            >
              {t("tiers.levels.addBenefit")}
            </Button>
          </div>
          <div className={styles.short}>
            <DatePicker
              label={t("tiers.levels.from")}
              value={draft.from ?? null}
              onChange={(from) => change({ from })}
            />
          </div>
        </>
      )}
      {isChanged && <Trying program={draft} />}
      {error !== undefined && !isOfField(error) && <ErrorNotice error={error} />}
      {isChanged && (
        <div className={styles.saveBar}>
          <Button onPress={() => setDraft(saved)}>{t("kit.cancel")}</Button>
          <Button type="submit" tone="primary" isPending={isPending}>
            {t("settings.save")}
          </Button>
        </div>
      )}
    </form>
  );
}

const changed = <V extends { id: string }>(all: readonly V[] = [], id: V["id"], change: (before: V) => V) =>
  all.map((each) => (each.id === id ? change(each) : each));

/** Shown beside its field. */
function isOfField(error: unknown): boolean {
  const { kind, field } = problemOf(error);
  return kind === "invalid" && typeof field === "string" && /\.(name|entry|trigger)/.test(field);
}

/** A benefit of this level alone goes with it: without any it would be nobody's, or everybody's. */
function withoutLevel(benefit: Benefit, level: Id<"TierId">): Benefit[] {
  const { trigger } = benefit;
  if (!("levels" in trigger) || !trigger.levels?.includes(level)) return [benefit];
  const levels = trigger.levels.filter((each) => each !== level);
  return levels.length === 0 ? [] : [{ ...benefit, trigger: { ...trigger, levels } }];
}
