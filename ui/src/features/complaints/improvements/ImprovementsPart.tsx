import { useQuery } from "@tanstack/react-query";
import { Wrench } from "lucide-react";
import { useState } from "react";
import { useT } from "@/i18n";
import type { ImprovementView } from "@/ipc";
import { EmptyState, ErrorNotice, Skeleton } from "@/kit";
import { FinishDialog } from "./FinishDialog";
import styles from "./improvements.module.css";
import { Measure } from "./Measure";
import { improvements } from "./queries";

/** What is done so that it does not happen again, and whether it helped. */
export function ImprovementsPart() {
  const t = useT();
  const { data, error, refetch } = useQuery(improvements());
  const [finishing, setFinishing] = useState<ImprovementView>();
  const open = data?.filter(({ done }) => done === null) ?? [];
  const done = data?.filter(({ done: at }) => at !== null) ?? [];
  return (
    <div className={styles.part}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={6} />}
      {data?.length === 0 && (
        <EmptyState icon={<Wrench aria-hidden="true" />} title={t("complaints.improvements.none")}>
          {t("complaints.improvements.noneWhy")}
        </EmptyState>
      )}
      {data && data.length > 0 && (
        <section className={styles.section} aria-labelledby="measures-open">
          <h2 id="measures-open">{t("complaints.improvements.open", { count: open.length })}</h2>
          {open.length === 0 && <p className={styles.text}>{t("complaints.improvements.noneOpen")}</p>}
          <ul className={styles.measures}>
            {open.map((measure) => (
              <Measure key={measure.id} measure={measure} onFinish={() => setFinishing(measure)} />
            ))}
          </ul>
        </section>
      )}
      {done.length > 0 && (
        <section className={styles.section} aria-labelledby="measures-done">
          <h2 id="measures-done">{t("complaints.improvements.done", { count: done.length })}</h2>
          <ul className={styles.measures}>
            {done.map((measure) => (
              <Measure key={measure.id} measure={measure} />
            ))}
          </ul>
        </section>
      )}
      {finishing && <FinishDialog measure={finishing} onClose={() => setFinishing(undefined)} />}
    </div>
  );
}
