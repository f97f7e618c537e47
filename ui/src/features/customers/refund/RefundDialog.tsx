import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAct } from "@/act";
import { useT } from "@/i18n";
import { type PurchaseView, purchases, type RefundDraft, type StaysView } from "@/ipc";
import {
  AmountField,
  Button,
  Count,
  Dialog,
  ErrorNotice,
  fieldProblem,
  formatMoney,
  Instant,
  Money,
  SegmentedControl,
  Skeleton,
} from "@/kit";
import { type CustomerId, refundPreview, staysOf } from "../queries";
import { byAmount, byLines, type Chosen, leftOf } from "./draft";
import { LinesBack } from "./LinesBack";
import styles from "./refund.module.css";

interface Props {
  customer: CustomerId;
  purchase: PurchaseView;
  onClose: () => void;
}

/** Takes a part of a purchase back: some of its lines, or an amount. */
export function RefundDialog({ customer, purchase, onClose }: Props) {
  const t = useT();
  const { data, error, refetch } = useQuery(staysOf(customer, purchase.id));
  return (
    <Dialog title={t("customers.refund.title")} isOpen onOpenChange={(open) => !open && onClose()}>
      <p className={styles.purchase}>
        {t("customers.timeline.purchase")} <Money fen={purchase.amountFen} />
        {" · "}
        <Instant ms={purchase.at} style="day" />
        {purchase.orderNo && ` · ${t("customers.timeline.order", { order: purchase.orderNo })}`}
      </p>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={3} />}
      {data && <Refund customer={customer} purchase={purchase} stays={data} onClose={onClose} />}
    </Dialog>
  );
}

function Refund({ customer, purchase, stays, onClose }: Props & { stays: StaysView }) {
  const t = useT();
  const hasLines = leftOf(stays.lines).length > 0;
  const [by, setBy] = useState<"lines" | "amount">(hasLines ? "lines" : "amount");
  const [chosen, setChosen] = useState<Chosen>(new Map());
  const [fen, setFen] = useState<number | null>(null);
  const draft = by === "lines" ? byLines(chosen) : byAmount(fen);
  const preview = useQuery(refundPreview(customer, purchase.id, draft));
  const comesTo = draft && !preview.error ? preview.data : undefined;
  const { act, isPending, error, forget } = useAct(
    (op, wanted: RefundDraft) => purchases.refund(op, customer, purchase.id, wanted),
    () => t("customers.refund.done", { amount: formatMoney(comesTo?.amountFen ?? 0) }),
  );
  const refused = error ?? (draft && preview.error) ?? undefined;
  const problem = fieldProblem(t, refused, "lines") ?? fieldProblem(t, refused, "purchase");
  return (
    <form
      className={styles.form}
      onChange={forget}
      onSubmit={(event) => {
        event.preventDefault();
        // An Enter while nothing is chosen, or more than there is, does nothing.
        if (draft && comesTo) void act(draft).then((written) => written && onClose());
      }}
    >
      {stays.amountFen < purchase.amountFen && (
        <p className={styles.muted}>
          {t("customers.refund.stays", { amount: formatMoney(stays.amountFen) })}
        </p>
      )}
      {hasLines && (
        <SegmentedControl
          label={t("customers.refund.how")}
          hideLabel
          choices={[
            { value: "lines", label: t("customers.refund.byLines") },
            { value: "amount", label: t("customers.refund.byAmount") },
          ]}
          value={by}
          onChange={setBy}
        />
      )}
      {by === "lines" ? (
        <LinesBack lines={stays.lines} chosen={chosen} onChange={setChosen} />
      ) : (
        <AmountField
          key="amount"
          autoFocus
          label={t("customers.refund.amount")}
          description={t("customers.refund.most", { amount: formatMoney(stays.amountFen) })}
          fen={fen}
          onChange={setFen}
        />
      )}
      <p className={styles.comesTo} role="status">
        {comesTo ? (
          <>
            {t("customers.refund.back")}{" "}
            <strong>
              <Money fen={comesTo.amountFen} />
            </strong>
            {comesTo.points > 0 && (
              <span className={styles.muted}>
                {t("customers.refund.points")} <Count value={comesTo.points} />
              </span>
            )}
          </>
        ) : (
          !draft && (
            <span className={styles.muted}>
              {t(by === "lines" ? "customers.refund.choose" : "customers.refund.type")}
            </span>
          )
        )}
      </p>
      {problem && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
      {refused !== undefined && refused !== null && !problem && <ErrorNotice error={refused} />}
      <div className={styles.actions}>
        <Button onPress={onClose}>{t("kit.cancel")}</Button>
        <Button type="submit" tone="primary" isDisabled={!comesTo} isPending={isPending}>
          {t("customers.refund.refund")}
        </Button>
      </div>
    </form>
  );
}
