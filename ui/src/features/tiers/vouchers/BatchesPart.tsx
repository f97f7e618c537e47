import { useQuery } from "@tanstack/react-query";
import { Plus, Printer, TicketPlus } from "lucide-react";
import { useState } from "react";
import { useLanguage, useT } from "@/i18n";
import type { BatchView } from "@/ipc";
import { Button, EmptyState, ErrorNotice, Skeleton } from "@/kit";
import { batches } from "../queries";
import styles from "../tiers.module.css";
import { Codes } from "./Codes";
import { IssueDialog } from "./IssueDialog";
import { LimitForm } from "./LimitForm";
import { NewBatch } from "./NewBatch";
import { batchTermWords, givesWords } from "./words";

/** The shop's vouchers: what they are, how many are out, and their codes on paper. */
export function BatchesPart() {
  const t = useT();
  const { data, error, refetch } = useQuery(batches());
  const [adding, setAdding] = useState(false);
  const add = (
    <Button tone="primary" icon={<Plus aria-hidden="true" />} onPress={() => setAdding(true)}>
      {t("tiers.vouchers.newBatch")}
    </Button>
  );
  return (
    <>
      <section className={styles.section} aria-label={t("tiers.vouchers.batches")}>
        {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton lines={4} />}
        {data?.length === 0 && (
          <EmptyState
            icon={<TicketPlus aria-hidden="true" />}
            title={t("tiers.vouchers.noBatches")}
            actions={add}
          >
            {t("tiers.vouchers.noBatchesWhy")}
          </EmptyState>
        )}
        {data && data.length > 0 && (
          <>
            <div className={styles.rowActions}>{add}</div>
            <ul className={styles.vouchers}>
              {data.map((batch) => (
                <Batch key={batch.id} batch={batch} />
              ))}
            </ul>
          </>
        )}
      </section>
      <section className={styles.section} aria-label={t("tiers.limit.title")}>
        <h2>{t("tiers.limit.title")}</h2>
        <LimitForm />
      </section>
      {adding && <NewBatch onClose={() => setAdding(false)} />}
    </>
  );
}

function Batch({ batch }: { batch: BatchView }) {
  const t = useT();
  const language = useLanguage();
  const [open, setOpen] = useState<"issue" | "print">();
  const close = () => setOpen(undefined);
  return (
    <li className={styles.voucher}>
      <span>
        <strong>{batch.draft.name}</strong> · {givesWords(t, batch.draft)}
        <small>
          {batchTermWords(t, language, batch.draft)} · {t("tiers.vouchers.figures", { ...batch })}
        </small>
        {batch.draft.note && <small>{batch.draft.note}</small>}
      </span>
      <span className={styles.rowActions}>
        <Button size="small" icon={<TicketPlus aria-hidden="true" />} onPress={() => setOpen("issue")}>
          {t("tiers.vouchers.issue")}
        </Button>
        <Button
          size="small"
          icon={<Printer aria-hidden="true" />}
          isDisabled={batch.issued === 0}
          onPress={() => setOpen("print")}
        >
          {t("tiers.vouchers.codes")}
        </Button>
      </span>
      {open === "issue" && <IssueDialog batch={batch.id} onClose={close} />}
      {open === "print" && <Codes batch={batch} onClose={close} />}
    </li>
  );
}
