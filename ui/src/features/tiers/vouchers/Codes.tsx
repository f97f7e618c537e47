import { useQuery } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import { useLanguage, useT } from "@/i18n";
import { type BatchView, type PrintedVoucher, print } from "@/ipc";
import { Button, Dialog, ErrorNotice, KeyHint, Printed, Skeleton, toastProblem } from "@/kit";
import { useStatus } from "@/shop";
import { printedOf } from "../queries";
import styles from "./codes.module.css";
import { givesWords, isOver, termWords } from "./words";

/** What can still be redeemed, each with its code and as a QR code, to be printed and cut. */
export function Codes({ batch, onClose }: { batch: BatchView; onClose: () => void }) {
  const t = useT();
  const { data, error, refetch } = useQuery(printedOf(batch.id));
  const open = data?.filter(({ voucher }) => !isOver(voucher.state)) ?? [];
  return (
    <Dialog
      title={batch.draft.name}
      size="large"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <Button
          autoFocus
          tone="primary"
          isDisabled={open.length === 0}
          icon={<Printer aria-hidden="true" />}
          onPress={() => void print().catch((thrown: unknown) => toastProblem(t, thrown))}
        >
          {t("tiers.print")} <KeyHint keys="enter" />
        </Button>
      }
    >
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={6} />}
      {data && open.length === 0 && <p>{t("tiers.vouchers.noneOpen")}</p>}
      {open.length > 0 && (
        <Printed>
          <div className={styles.sheet}>
            {open.map((printed) => (
              <Slip key={printed.voucher.id} printed={printed} />
            ))}
          </div>
        </Printed>
      )}
    </Dialog>
  );
}

function Slip({ printed: { voucher, qr } }: { printed: PrintedVoucher }) {
  const t = useT();
  const language = useLanguage();
  const status = useStatus();
  return (
    <article className={styles.slip}>
      <svg viewBox={`-2 -2 ${qr.size + 4} ${qr.size + 4}`} role="img" aria-label={voucher.code}>
        <path d={qr.path} fill="#000000" />
      </svg>
      <div>
        <strong>{voucher.draft.name}</strong>
        <span>{givesWords(t, voucher.draft)}</span>
        <span className={styles.code}>{voucher.code}</span>
        <small>{termWords(t, language, voucher.from, voucher.until)}</small>
        {voucher.customerName && <small>{voucher.customerName}</small>}
        <small>{status.data?.shop?.name}</small>
      </div>
    </article>
  );
}
