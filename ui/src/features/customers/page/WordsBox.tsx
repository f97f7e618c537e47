import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { warningOf } from "@/complaint";
import { useT } from "@/i18n";
import type { ComplaintWarning, CustomerView, Occasion } from "@/ipc";
import { Select } from "@/kit";
import { occasions } from "@/terms";
import { SuggestedWords } from "@/words";
import styles from "./page.module.css";

/** Who waits for a solution of ours hears of that first. */
function owedWords(warning: ComplaintWarning | null | undefined): Occasion | undefined {
  if (!warning || warning.solved !== null) return undefined;
  const isUnanswered = warning.state === "received" || warning.state === "reopened";
  return isUnanswered ? "complaintAnswer" : "complaintUpdate";
}

/** What to say to this customer: for what is planned next, or for whatever somebody chooses. */
export function WordsBox({ view }: { view: CustomerView }) {
  const t = useT();
  const [chosen, setChosen] = useState<Occasion>();
  const { data: warning } = useQuery(warningOf(view.row.id));
  const [next] = view.followUps;
  const occasion = chosen ?? owedWords(warning) ?? next?.occasion ?? "care";
  // The follow-up says how to reach them for its own occasion.
  const channel = occasion === next?.occasion ? next.channel : (view.draft.channel ?? null);
  return (
    <section className={styles.box} aria-label={t("words.title")}>
      <h2 className={styles.boxHead}>
        {t("words.title")}
        <span className={styles.occasion}>
          <Select
            label={t("words.occasion")}
            hideLabel
            options={occasions.map((value) => ({ value, label: t(`scripts.occasion.${value}`) }))}
            value={occasion}
            onChange={setChosen}
          />
        </span>
      </h2>
      <SuggestedWords customer={view.row.id} who={view.row.name} occasion={occasion} channel={channel} />
    </section>
  );
}
