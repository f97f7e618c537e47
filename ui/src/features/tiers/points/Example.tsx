import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "@/i18n";
import type { EarningRule, TierLevel } from "@/ipc";
import { AmountField, Count, Day, Select, Sentence } from "@/kit";
import { exampleOf } from "../queries";
import styles from "../tiers.module.css";

const usualFen = 9_900;
const nobody = "";

/** What a purchase would earn by the rule as it stands here, worked out by Rust. */
export function Example({ rule, levels }: { rule: EarningRule; levels: readonly TierLevel[] }) {
  const t = useT();
  const [fen, setFen] = useState<number | null>(usualFen);
  const [chosen, setChosen] = useState<string>();
  // Until one is chosen, the example is of the level that was just given a factor.
  const told = chosen ?? rule.tiers.at(-1)?.tier;
  const level = levels.find(({ id }) => id === told);
  const { data, error } = useQuery(exampleOf(rule, fen ?? 0, rule.items[0]?.item ?? "", level?.id ?? null));
  const slots = {
    amount: (
      <span className={styles.number}>
        <AmountField label={t("tiers.rule.exampleAmount")} hideLabel fen={fen} onChange={setFen} />
      </span>
    ),
    points: <strong>{data && !error ? <Count value={data.points} /> : "–"}</strong>,
    until: data?.expires ? <Day day={data.expires} /> : null,
    who: (
      <Select
        label={t("tiers.rule.exampleLevel")}
        hideLabel
        options={[
          { value: nobody, label: t("tiers.rule.noLevel") },
          ...levels.map(({ id, name }) => ({ value: id as string, label: name })),
        ]}
        value={level?.id ?? nobody}
        onChange={setChosen}
      />
    ),
  };
  return (
    <div className={styles.example} role="status">
      {/* A shop without levels, or with the same points on each, has nobody to tell apart. */}
      {levels.length > 0 && rule.tiers.length > 0 ? (
        <Sentence text={data?.expires ? "tiers.rule.exampleByUntil" : "tiers.rule.exampleBy"} slots={slots} />
      ) : (
        <Sentence text={data?.expires ? "tiers.rule.exampleUntil" : "tiers.rule.example"} slots={slots} />
      )}
    </div>
  );
}
