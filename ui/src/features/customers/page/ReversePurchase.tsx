import { useAct } from "@/act";
import { useT } from "@/i18n";
import { type PurchaseView, purchases } from "@/ipc";
import { ConfirmDialog, ErrorNotice, Instant, Money } from "@/kit";
import type { CustomerId } from "../queries";
import { purchaseWord } from "../timeline/TimelineRow";

interface Props {
  customer: CustomerId;
  /** Asked about; none closes the question. */
  purchase: PurchaseView | undefined;
  onClose: () => void;
}

/** Nothing is erased: a reversal is a new entry, and the question says so. */
export function ReversePurchase({ customer, purchase, onClose }: Props) {
  const t = useT();
  const { act, isPending, error, forget } = useAct(
    (op, id: PurchaseView["id"]) => purchases.reverse(op, customer, id),
    () => t("customers.timeline.reversedToast"),
  );

  async function confirm() {
    if (purchase && (await act(purchase.id))) onClose();
  }

  function close() {
    forget();
    onClose();
  }

  return (
    <ConfirmDialog
      title={t("customers.timeline.reverseQuestion")}
      isOpen={purchase !== undefined}
      onOpenChange={(open) => !open && close()}
      action={t("customers.timeline.reverse")}
      isDangerous
      isPending={isPending}
      onConfirm={() => void confirm()}
    >
      {purchase && (
        <p>
          {t(purchaseWord(purchase))} <Money fen={purchase.amountFen} />
          {" · "}
          <Instant ms={purchase.at} style="day" />
        </p>
      )}
      <p>{t("customers.timeline.reverseMeans")}</p>
      {error !== undefined && <ErrorNotice error={error} />}
    </ConfirmDialog>
  );
}
