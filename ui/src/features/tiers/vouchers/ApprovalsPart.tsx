import { useQuery } from "@tanstack/react-query";
import { Inbox } from "lucide-react";
import { useState } from "react";
import { useAct } from "@/act";
import { useT } from "@/i18n";
import { type ApprovalView, vouchers } from "@/ipc";
import {
  Button,
  Chip,
  EmptyState,
  ErrorNotice,
  fieldProblem,
  Instant,
  Money,
  Skeleton,
  TextField,
} from "@/kit";
import { approvals } from "../queries";
import styles from "../tiers.module.css";
import { givesWords } from "./words";

/** What somebody asked to issue above the limit, and what was answered. */
export function ApprovalsPart() {
  const t = useT();
  const { data, error, refetch } = useQuery(approvals());
  return (
    <section className={styles.section} aria-label={t("tiers.approvals.title")}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={3} />}
      {data?.length === 0 && (
        <EmptyState icon={<Inbox aria-hidden="true" />} title={t("tiers.approvals.none")}>
          {t("tiers.approvals.noneWhy")}
        </EmptyState>
      )}
      <ul className={styles.vouchers}>
        {data?.map((approval) => (
          <Request key={approval.id} approval={approval} />
        ))}
      </ul>
    </section>
  );
}

function Request({ approval }: { approval: ApprovalView }) {
  const t = useT();
  return (
    <li className={styles.voucher} data-open={approval.approved === null || undefined}>
      <span>
        <strong>{approval.batch.name}</strong> · {givesWords(t, approval.batch)} ×{" "}
        {approval.customerName ?? approval.count}
        {approval.worthFen !== null && (
          <>
            {" "}
            · <Money fen={approval.worthFen} />
          </>
        )}
        <small>
          {approval.askedBy} · <Instant ms={approval.askedAt} style="dayTime" /> · {approval.reason}
        </small>
        {approval.answeredAt !== null && (
          <small>
            {approval.answeredBy} · <Instant ms={approval.answeredAt} style="dayTime" />
            {approval.note && ` · ${approval.note}`}
          </small>
        )}
      </span>
      {approval.approved !== null && (
        <Chip>{t(approval.approved ? "tiers.approvals.approved" : "tiers.approvals.refused")}</Chip>
      )}
      {approval.approved === null && <Answer approval={approval} />}
    </li>
  );
}

function Answer({ approval }: { approval: ApprovalView }) {
  const t = useT();
  const [by, setBy] = useState("");
  const [note, setNote] = useState("");
  const { act, isPending, error } = useAct(
    (op, approved: boolean) => vouchers.answer(op, approval.id, approved, by, note),
    (approved) => t(approved ? "tiers.approvals.approved" : "tiers.approvals.refused"),
  );
  const problem = fieldProblem(t, error, "by");
  return (
    <div className={styles.form}>
      <div className={styles.pair}>
        <TextField label={t("tiers.approvals.by")} value={by} onChange={setBy} error={problem} />
        <TextField label={t("tiers.vouchers.note")} optional value={note} onChange={setNote} />
      </div>
      {error !== undefined && !problem && <ErrorNotice error={error} />}
      <div className={styles.actions}>
        <Button size="small" isDisabled={isPending} onPress={() => void act(false)}>
          {t("tiers.approvals.refuse")}
        </Button>
        <Button size="small" tone="primary" isDisabled={isPending} onPress={() => void act(true)}>
          {t("tiers.approvals.approve")}
        </Button>
      </div>
    </div>
  );
}
