import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "@/i18n";
import type { EarningRule } from "@/ipc";
import { Count, Day, Sentence } from "@/kit";
import { AmountField } from "../AmountField";
import { exampleOf } from "../queries";
import styles from "../tiers.module.css";

const usualFen = 9_900;

/** What a purchase would earn by the rule as it stands here, worked out by Rust. */
export function Example({ rule }: { rule: EarningRule }) {
  const t = useT();
  const [fen, setFen] = useState<number | null>(usualFen);
  const { data, error } = useQuery(exampleOf(rule, fen ?? 0, rule.items[0]?.item ?? ""));
  return (
    <div className={styles.example} role="status">
      <Sentence
        className={styles.sentence}
        text={data?.expires ? "tiers.rule.exampleUntil" : "tiers.rule.example"}
        slots={{
          amount: <AmountField label={t("tiers.rule.exampleAmount")} hideLabel fen={fen} onChange={setFen} />,
          points: <strong>{data && !error ? <Count value={data.points} /> : "–"}</strong>,
          until: data?.expires ? <Day day={data.expires} /> : null,
        }}
      />
    </div>
  );
}
