import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { CustomerWarning } from "@/complaint";
import { useT } from "@/i18n";
import type { CustomerRow, CustomerView } from "@/ipc";
import { Button, ErrorNotice, KeyHint, Private, SidePanel, Skeleton } from "@/kit";
import { SegmentChip, StageChip } from "@/terms";
import { FollowUpLine } from "../page/FollowUpLine";
import { PhoneLine } from "../page/PhoneLine";
import { WhyHere } from "../page/WhyHere";
import { latestOf, viewOf } from "../queries";
import { TimelineRow } from "../timeline/TimelineRow";
import styles from "./peek.module.css";

/** While J is held down, only the row one stops at is worth asking for. */
const restMs = 80;

interface Props {
  row: CustomerRow;
  onClose: () => void;
  onOpen: () => void;
}

/** Who stands there, at a glance: it follows the row the keyboard is on. */
export function PeekCard({ row, onClose, onOpen }: Props) {
  const t = useT();
  const [id, setId] = useState(row.id);
  useEffect(() => {
    const timer = setTimeout(() => setId(row.id), restMs);
    return () => clearTimeout(timer);
  }, [row.id]);
  const view = useQuery({ ...viewOf(id), placeholderData: keepPreviousData });
  const isTheirs = view.data?.row.id === row.id;
  return (
    <SidePanel
      title={row.name}
      onClose={onClose}
      footer={
        <Button tone="primary" onPress={onOpen}>
          {t("customers.open")} <KeyHint keys="enter" />
        </Button>
      }
    >
      <div className={styles.card}>
        <div className={styles.chips}>
          {row.segment && <SegmentChip segment={row.segment} />}
          {row.stage && <StageChip stage={row.stage} />}
          {!row.segment && <span className={styles.muted}>{t("terms.noPurchase")}</span>}
        </div>
        <CustomerWarning customer={row.id} />
        <PhoneLine
          number={row}
          channel={isTheirs ? (view.data?.draft.channel ?? null) : null}
          consent={isTheirs ? view.data?.draft.portrait?.consent : undefined}
        />
        {view.error && <ErrorNotice error={view.error} onRetry={() => void view.refetch()} />}
        {isTheirs && view.data ? <PeekDetails view={view.data} /> : !view.error && <Skeleton lines={5} />}
      </div>
    </SidePanel>
  );
}

const latestCount = 5;

function PeekDetails({ view }: { view: CustomerView }) {
  const t = useT();
  const latest = useQuery(latestOf(view.row.id, latestCount));
  return (
    <>
      {view.draft.note && (
        <p className={styles.note}>
          <Private text={view.draft.note} />
        </p>
      )}
      {view.reason && <WhyHere reason={view.reason} isShort />}
      {view.followUps.length > 0 && (
        <section className={styles.section}>
          <h3>{t("customers.followUps.title")}</h3>
          {view.followUps.slice(0, 3).map((each) => (
            <FollowUpLine key={each.id} followUp={each} />
          ))}
        </section>
      )}
      {latest.data && latest.data.length > 0 && (
        <section className={styles.section}>
          <h3>{t("customers.latest")}</h3>
          <ul>
            {latest.data.map((entry) => (
              <TimelineRow key={entry.id} customer={view.row.id} entry={entry} withYear />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
