import { useQuery } from "@tanstack/react-query";
import { Coins, Ellipsis, Printer, SlidersHorizontal } from "lucide-react";
import { useState } from "react";
import { useT } from "@/i18n";
import type { PointsView } from "@/ipc";
import { Button, Count, Day, ErrorNotice, IconButton, Menu, Money } from "@/kit";
import { type CustomerId, pointsOf } from "../queries";
import styles from "../tiers.module.css";
import { Ledger } from "./Ledger";
import { PointsDialog } from "./PointsDialog";
import { Statement } from "./Statement";

/** What a customer has, what runs out next, and where it came from. */
export function PointsBlock({ customer }: { customer: CustomerId }) {
  const t = useT();
  const { data, error, refetch } = useQuery(pointsOf(customer));
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  // A shop without points need not hear of them on every page.
  if (!data || (!data.earning && data.entries.length === 0)) return null;
  return (
    <section className={styles.box} aria-label={t("tiers.points.title")}>
      <Head customer={customer} view={data} />
      <Balance view={data} />
      {data.entries.length > 0 && (
        <details className={styles.more}>
          <summary>{t("tiers.points.ledger")}</summary>
          <Ledger entries={data.entries} />
        </details>
      )}
    </section>
  );
}

function Head({ customer, view }: { customer: CustomerId; view: PointsView }) {
  const t = useT();
  const [open, setOpen] = useState<"spend" | "adjust" | "statement">();
  const close = () => setOpen(undefined);
  return (
    <h2 className={styles.head}>
      {t("tiers.points.title")}
      <Button
        size="small"
        tone="quiet"
        icon={<Coins aria-hidden="true" />}
        isDisabled={view.balancePoints <= 0}
        onPress={() => setOpen("spend")}
      >
        {t("tiers.points.spend")}
      </Button>
      <Menu
        label={t("tiers.points.more")}
        trigger={<IconButton size="small" label={t("tiers.points.more")} icon={<Ellipsis />} />}
        items={[
          {
            id: "adjust",
            label: t("tiers.points.adjust"),
            icon: <SlidersHorizontal />,
            onAction: () => setOpen("adjust"),
          },
          {
            id: "statement",
            label: t("tiers.points.statement"),
            icon: <Printer />,
            onAction: () => setOpen("statement"),
          },
        ]}
      />
      {(open === "spend" || open === "adjust") && (
        <PointsDialog customer={customer} kind={open} balance={view.balancePoints} onClose={close} />
      )}
      {open === "statement" && <Statement customer={customer} view={view} onClose={close} />}
    </h2>
  );
}

function Balance({ view }: { view: PointsView }) {
  const t = useT();
  return (
    <>
      <p className={styles.figure}>
        <strong data-owed={view.balancePoints < 0 || undefined}>
          <Count value={view.balancePoints} />
        </strong>{" "}
        <span className={styles.muted}>
          {t("tiers.points.worth")} <Money fen={view.worthFen} />
        </span>
      </p>
      {view.balancePoints < 0 && <p className={styles.warn}>{t("tiers.points.owed")}</p>}
      {view.nextExpiry && (
        <p className={styles.muted}>
          {t("tiers.points.runsOut")} <Count value={view.nextExpiry.points} /> ·{" "}
          <Day day={view.nextExpiry.day} />
        </p>
      )}
    </>
  );
}
