import type { ReactNode } from "react";
import type { T } from "@/i18n";
import type { Channel, Id, Rule, RuleSpec, ScriptView } from "@/ipc";
import { fieldProblem, Select, TimeField } from "@/kit";
import { channels, interactionKinds } from "@/terms";
import { fittingScripts } from "./fitting";
import styles from "./rules.module.css";
import { WhoField } from "./WhoField";

interface Props {
  t: T;
  rule: Rule;
  error: unknown;
  scripts: readonly ScriptView[];
  onChange: (part: Partial<Rule>) => void;
  onSpec: (part: Partial<RuleSpec>) => void;
}

/** The gaps that every rule has: what is done, by whom, when, over what, with which words. */
export function howSlots({ t, rule, error, scripts, onChange, onSpec }: Props): Record<string, ReactNode> {
  const { spec } = rule;
  const anyChannel = "any" as const;
  const best = "best" as const;
  const byFit = fittingScripts(scripts, spec.trigger);
  const written = scripts.find(({ id }) => id === spec.script);
  const offered = written && !byFit.includes(written) ? [written, ...byFit] : byFit;
  return {
    contact: (
      <Select
        label={t("rules.slot.contact")}
        hideLabel
        // A note reaches nobody.
        options={interactionKinds
          .filter((value) => value !== "note")
          .map((value) => ({ value, label: t(`terms.interaction.${value}`) }))}
        value={spec.contact}
        onChange={(contact) => onSpec({ contact })}
        error={fieldProblem(t, error, "contact")}
      />
    ),
    by: <WhoField by={spec.by ?? { kind: "owner" }} onChange={(by) => onSpec({ by })} error={error} />,
    on: (
      <Select
        label={t("rules.slot.on")}
        hideLabel
        options={(["open", "any"] as const).map((value) => ({
          value,
          label: t(`rules.on.${value}`),
          detail: t(`rules.onDetail.${value}`),
        }))}
        value={spec.on ?? "open"}
        onChange={(on) => onSpec({ on })}
      />
    ),
    time: (
      <span className={styles.time}>
        <TimeField
          label={t("rules.slot.time")}
          hideLabel
          value={rule.minute}
          onChange={(minute) => onChange({ minute })}
          error={fieldProblem(t, error, "minute", "rule")}
        />
      </span>
    ),
    channel: (
      <Select
        label={t("rules.slot.channel")}
        hideLabel
        options={[
          { value: anyChannel as Channel | typeof anyChannel, label: t("rules.anyChannel") },
          ...channels.map((value) => ({ value, label: t(`terms.channel.${value}`) })),
        ]}
        value={spec.channel ?? anyChannel}
        onChange={(channel) => onSpec({ channel: channel === anyChannel ? null : channel })}
      />
    ),
    script: (
      <Select
        label={t("rules.slot.script")}
        hideLabel
        options={[
          { value: best as string, label: t("rules.bestScript"), detail: t("rules.bestScriptDetail") },
          ...offered.map(({ id, draft }) => ({ value: id as string, label: draft.title })),
        ]}
        value={spec.script ?? best}
        onChange={(script) => onSpec({ script: script === best ? null : (script as Id<"ScriptId">) })}
        error={fieldProblem(t, error, "script", "rule")}
      />
    ),
  };
}
