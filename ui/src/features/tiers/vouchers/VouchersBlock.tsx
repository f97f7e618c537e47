import { useQuery } from "@tanstack/react-query";
import { Ellipsis, TicketCheck, TicketPlus, TicketX } from "lucide-react";
import { useState } from "react";
import { useLanguage, useT } from "@/i18n";
import type { VoucherView } from "@/ipc";
import { Button, Chip, ErrorNotice, IconButton, Menu } from "@/kit";
import { batches, type CustomerId, vouchersOf } from "../queries";
import styles from "../tiers.module.css";
import { IssueDialog } from "./IssueDialog";
import { RedeemDialog } from "./RedeemDialog";
import { VoidDialog } from "./VoidDialog";
import { givesWords, isOver, termWords } from "./words";

/** A customer's vouchers: issue one, take one in by its code, make one void. */
export function VouchersBlock({ customer }: { customer: CustomerId }) {
  const t = useT();
  const { data = [], error, refetch } = useQuery(vouchersOf(customer));
  const known = useQuery(batches());
  const [open, setOpen] = useState<"issue" | "redeem">();
  const [code, setCode] = useState("");
  const close = () => setOpen(undefined);
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  // A shop without vouchers need not hear of them on every page.
  if (data.length === 0 && (known.data?.length ?? 0) === 0) return null;
  const redeem = (typed: string) => {
    setCode(typed);
    setOpen("redeem");
  };
  return (
    <section className={styles.box} aria-label={t("tiers.vouchers.title")}>
      <h2 className={styles.head}>
        {t("tiers.vouchers.title")}
        <Button
          size="small"
          tone="quiet"
          icon={<TicketCheck aria-hidden="true" />}
          onPress={() => redeem("")}
        >
          {t("tiers.vouchers.redeem")}
        </Button>
        <Button
          size="small"
          tone="quiet"
          icon={<TicketPlus aria-hidden="true" />}
          onPress={() => setOpen("issue")}
        >
          {t("tiers.vouchers.issue")}
        </Button>
      </h2>
      {data.length === 0 ? (
        <p className={styles.muted}>{t("tiers.vouchers.none")}</p>
      ) : (
        <ul className={styles.vouchers}>
          {data.map((voucher) => (
            <One key={voucher.id} voucher={voucher} onRedeem={() => redeem(voucher.code)} />
          ))}
        </ul>
      )}
      {open === "issue" && <IssueDialog customer={customer} onClose={close} />}
      {open === "redeem" && <RedeemDialog customer={customer} code={code} onClose={close} />}
    </section>
  );
}

function One({ voucher, onRedeem }: { voucher: VoucherView; onRedeem: () => void }) {
  const t = useT();
  const language = useLanguage();
  const [voiding, setVoiding] = useState(false);
  const over = isOver(voucher.state);
  return (
    <li className={styles.voucher} data-over={over || undefined}>
      <span>
        <strong>{voucher.draft.name}</strong> · {givesWords(t, voucher.draft)}
        <small>
          <span className={styles.code}>{voucher.code}</span> ·{" "}
          {termWords(t, language, voucher.from, voucher.until)}
        </small>
      </span>
      <span className={styles.rowActions}>
        <Chip>{t(`terms.voucher.${voucher.state.kind}`)}</Chip>
        {!over && (
          <Menu
            label={t("tiers.vouchers.more")}
            trigger={<IconButton size="small" label={t("tiers.vouchers.more")} icon={<Ellipsis />} />}
            items={[
              { id: "redeem", label: t("tiers.vouchers.redeem"), icon: <TicketCheck />, onAction: onRedeem },
              {
                id: "void",
                label: t("tiers.vouchers.void"),
                icon: <TicketX />,
                onAction: () => setVoiding(true),
              },
            ]}
          />
        )}
      </span>
      {voiding && <VoidDialog code={voucher.code} onClose={() => setVoiding(false)} />}
    </li>
  );
}
