import { useState } from "react";
import { useTellProblem } from "@/act";
import { useT } from "@/i18n";
import type { Anniversary, Birthday, NextBirthday } from "@/ipc";
import { useInPlace } from "@/kit";
import { Changed } from "../page/Changed";
import factStyles from "../page/facts.module.css";
import { FactDay } from "./FactDay";

interface Props {
  anniversaries: Anniversary[];
  nexts: (NextBirthday | null)[];
  onSave: (after: Anniversary[], before: Anniversary[]) => Promise<unknown>;
  isAdding: boolean;
  onAdded: () => void;
}

/** Days worth a word: a wedding, the founding of the company. */
export function Anniversaries({ anniversaries, nexts, onSave, isAdding, onAdded }: Props) {
  const tell = useTellProblem();
  const put = (at: number, change: Partial<Anniversary>) =>
    onSave(
      anniversaries.map((each, place) => (place === at ? { ...each, ...change } : each)),
      anniversaries,
    );
  const drop = (at: number) =>
    onSave(
      anniversaries.filter((_, place) => place !== at),
      anniversaries,
    );
  return (
    <>
      {anniversaries.map((each, at) => (
        <OneDay
          // biome-ignore lint/suspicious/noArrayIndexKey: a line keeps its place while it is typed in.
          key={at}
          anniversary={each}
          next={nexts[at] ?? null}
          onLabel={(label) => put(at, { label })}
          onDay={(day) => (day ? put(at, { day }) : drop(at))}
          onDrop={() => void drop(at).catch(tell)}
        />
      ))}
      {isAdding && (
        <NewDay
          onAdd={async (anniversary) => {
            await onSave([...anniversaries, anniversary], anniversaries);
            onAdded();
          }}
          onLeave={onAdded}
        />
      )}
    </>
  );
}

interface DayProps {
  anniversary: Anniversary;
  next: NextBirthday | null;
  onLabel: (label: string) => Promise<unknown>;
  onDay: (day: Birthday | null) => Promise<unknown>;
  onDrop: () => void;
}

function OneDay({ anniversary, next, onLabel, onDay, onDrop }: DayProps) {
  const t = useT();
  const label = useInPlace({ field: "anniversaries", value: anniversary.label, onSave: onLabel });
  const usual = t("customers.fields.anniversary");
  return (
    <FactDay
      label={anniversary.label || usual}
      head={
        <div>
          <input
            {...label.control}
            className={factStyles.input}
            data-label="true"
            aria-label={t("customers.anniversaryName")}
            placeholder={usual}
            title={anniversary.label}
          />
          {label.problem && (
            <span id={`${label.id}-error`} role="alert" className={factStyles.error}>
              {label.problem}
            </span>
          )}
          {label.isChanged && (
            <Changed to={anniversary.label} onSaveMine={label.save} onTakeTheirs={label.takeBack} />
          )}
        </div>
      }
      field="anniversaries"
      value={anniversary.day}
      next={next}
      onSave={onDay}
      onRemove={onDrop}
    />
  );
}

interface NewProps {
  onAdd: (anniversary: Anniversary) => Promise<unknown>;
  onLeave: () => void;
}

function NewDay({ onAdd, onLeave }: NewProps) {
  const t = useT();
  const [label, setLabel] = useState("");
  return (
    <FactDay
      isNew
      label={label || t("customers.fields.anniversary")}
      head={
        <input
          className={factStyles.input}
          data-label="true"
          aria-label={t("customers.anniversaryName")}
          placeholder={t("customers.anniversaryHint")}
          value={label}
          onChange={(event) => setLabel(event.target.value)}
        />
      }
      field="anniversaries"
      value={null}
      next={null}
      onSave={async (day) => {
        if (day) await onAdd({ label: label.trim(), day });
      }}
      onLeave={onLeave}
    />
  );
}
