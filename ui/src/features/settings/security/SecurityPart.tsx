import { useQuery } from "@tanstack/react-query";
import { useGate, useMay } from "@/gate";
import { useT } from "@/i18n";
import { ErrorNotice, Skeleton } from "@/kit";
import { lockRules } from "../queries";
import { Section } from "../Section";
import { DataKey } from "./DataKey";
import { HowGuarded } from "./HowGuarded";
import { LockForm } from "./LockForm";
import { RecoveryCode } from "./RecoveryCode";
import styles from "./security.module.css";

/** How the shop is guarded, and against what; the way back in for who forgets. */
export function SecurityPart() {
  const t = useT();
  const gate = useGate();
  const mayChange = useMay("own");
  const { data: rules, error, refetch } = useQuery(lockRules());
  if (!gate) return <Skeleton lines={6} />;
  return (
    <>
      <HowGuarded gate={gate} />
      <Section title={t("settings.security.code")} text={t("settings.security.codeText")}>
        {gate.guarded ? (
          <RecoveryCode has={gate.hasRecoveryCode} mayMake={mayChange} />
        ) : (
          <p className={styles.text}>{t("settings.security.codeUnguarded")}</p>
        )}
      </Section>
      <Section
        title={t("settings.security.lock")}
        text={t(gate.guarded ? "settings.security.lockText" : "settings.security.lockUnguarded")}
      >
        {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {gate.guarded && rules && <LockForm saved={rules} mayChange={mayChange} />}
      </Section>
      {mayChange && <DataKey />}
    </>
  );
}
