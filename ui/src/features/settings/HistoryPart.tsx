import { useQuery } from "@tanstack/react-query";
import { useT } from "@/i18n";
import { ErrorNotice, Skeleton } from "@/kit";
import { HistoryRow } from "./HistoryRow";
import { history } from "./queries";
import { Section } from "./Section";
import styles from "./settings.module.css";

export function HistoryPart() {
  const t = useT();
  const { data: operations, error, refetch } = useQuery(history());
  return (
    <Section title={t("settings.history")} text={t("settings.historyText")}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!operations && !error && <Skeleton />}
      {operations?.length === 0 && <p className={styles.text}>{t("settings.historyNone")}</p>}
      <ul className={styles.history}>
        {operations?.map((operation) => (
          <HistoryRow key={operation.id} operation={operation} />
        ))}
      </ul>
    </Section>
  );
}
