import { useQuery } from "@tanstack/react-query";
import { useT } from "@/i18n";
import { ErrorNotice, Skeleton } from "@/kit";
import { rules as rulesQuery } from "./queries";
import { RuleRow } from "./RuleRow";
import { Section } from "./Section";
import { StageSettings } from "./StageSettings";
import styles from "./settings.module.css";

export function RulesPart() {
  const t = useT();
  const { data: rules, error, refetch } = useQuery(rulesQuery());
  return (
    <>
      <Section title={t("settings.rules")} text={t("settings.rulesText")}>
        {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {!rules && !error && <Skeleton lines={3} />}
        <ul className={styles.rules}>
          {rules?.map((rule) => (
            <RuleRow key={rule.id} saved={rule} />
          ))}
        </ul>
      </Section>
      <StageSettings />
    </>
  );
}
