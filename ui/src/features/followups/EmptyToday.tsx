import { useNavigate } from "@tanstack/react-router";
import { CalendarCheck, Coffee, Users } from "lucide-react";
import { useMay } from "@/gate";
import { useT } from "@/i18n";
import { shop, useWrite } from "@/ipc";
import { Button, EmptyState, ErrorNotice } from "@/kit";
import { useStatus } from "@/shop";
import styles from "./followups.module.css";

/** Nobody is waiting: because it is done, because nothing is due, or because there is nobody yet. */
export function EmptyToday({ done }: { done: number }) {
  const t = useT();
  const navigate = useNavigate();
  const { data: status } = useStatus();
  if (status && !status.hasCustomers) return <NoCustomers />;
  return (
    <EmptyState
      icon={done > 0 ? <CalendarCheck aria-hidden="true" /> : <Coffee aria-hidden="true" />}
      title={t(done > 0 ? "followups.emptyDone" : "followups.emptyTitle")}
      actions={
        <Button onPress={() => void navigate({ to: "/", search: { part: "week" } })}>
          {t("followups.lookAhead")}
        </Button>
      }
    >
      {t("followups.emptyText")}
    </EmptyState>
  );
}

function NoCustomers() {
  const t = useT();
  const navigate = useNavigate();
  const mayBringIn = useMay("bringIn");
  const sample = useWrite((op) => shop.openSample(op));
  return (
    <div className={styles.none}>
      <EmptyState
        icon={<Users aria-hidden="true" />}
        title={t("followups.noneTitle")}
        actions={
          mayBringIn && (
            <>
              <Button tone="primary" onPress={() => void navigate({ to: "/import" })}>
                {t("followups.noneImport")}
              </Button>
              <Button isPending={sample.isPending} onPress={() => sample.mutate()}>
                {t("followups.noneSample")}
              </Button>
            </>
          )
        }
      >
        {t("followups.noneText")}
      </EmptyState>
      {sample.error && <ErrorNotice error={sample.error} />}
    </div>
  );
}
