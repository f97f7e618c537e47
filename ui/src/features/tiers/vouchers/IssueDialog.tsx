import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAct } from "@/act";
import { useT } from "@/i18n";
import { type IssueDraft, vouchers } from "@/ipc";
import { Button, Dialog, ErrorNotice, fieldProblem, NumberField, problemOf, Select, TextField } from "@/kit";
import { type BatchId, batches, type CustomerId } from "../queries";
import styles from "../tiers.module.css";
import { givesWords } from "./words";

interface Props {
  /** For one customer; else for anybody. */
  customer?: CustomerId;
  batch?: BatchId;
  onClose: () => void;
}

/** Issues vouchers. What is above the limit is asked for instead, with the reason. */
export function IssueDialog({ customer, batch: start, onClose }: Props) {
  const t = useT();
  const { data = [] } = useQuery(batches());
  const [batch, setBatch] = useState<BatchId | undefined>(start);
  const [count, setCount] = useState(10);
  const [by, setBy] = useState("");
  const [reason, setReason] = useState("");
  const issue = useAct(
    (op, draft: IssueDraft) => vouchers.issue(op, draft),
    () => t("tiers.vouchers.issued"),
  );
  const ask = useAct(
    (op, draft: IssueDraft) => vouchers.ask(op, { issue: draft, reason }),
    () => t("tiers.approvals.asked"),
  );
  const above = issue.error !== undefined && problemOf(issue.error).kind === "needsApproval";
  const error = above ? (ask.error ?? issue.error) : issue.error;
  const inField = ["count", "by", "reason"].some((field) => fieldProblem(t, error, field));
  const chosen = batch ?? data[0]?.id;
  const save = async () => {
    if (!chosen) return;
    const to: IssueDraft["to"] = customer
      ? { kind: "selected", selection: { kind: "these", ids: [customer] }, expected: 1 }
      : { kind: "anybody", count: count || 0 };
    const done = await (above ? ask : issue).act({ batch: chosen, to, by });
    if (done) onClose();
  };
  return (
    <Dialog title={t("tiers.vouchers.issue")} size="small" isOpen onOpenChange={(open) => !open && onClose()}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Select
          label={t("tiers.vouchers.batch")}
          options={data.map(({ id, draft }) => ({
            value: id,
            label: draft.name,
            detail: givesWords(t, draft),
          }))}
          value={chosen ?? null}
          onChange={(next) => {
            setBatch(next);
            issue.forget();
          }}
        />
        {!customer && (
          <NumberField
            label={t("tiers.vouchers.count")}
            value={count}
            minValue={1}
            maxValue={10_000}
            onChange={(next) => {
              setCount(next);
              issue.forget();
            }}
            error={fieldProblem(t, error, "count")}
          />
        )}
        <TextField
          label={t("tiers.approvals.by")}
          optional={!above}
          value={by}
          onChange={setBy}
          error={fieldProblem(t, error, "by")}
        />
        {above && (
          <TextField
            autoFocus
            label={t("tiers.points.why")}
            value={reason}
            onChange={setReason}
            error={fieldProblem(t, error, "reason")}
          />
        )}
        {error !== undefined && !inField && <ErrorNotice error={error} />}
        <div className={styles.actions}>
          <Button onPress={onClose}>{t("kit.cancel")}</Button>
          <Button type="submit" tone="primary" isPending={issue.isPending || ask.isPending}>
            {t(above ? "tiers.approvals.ask" : "tiers.vouchers.issue")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
