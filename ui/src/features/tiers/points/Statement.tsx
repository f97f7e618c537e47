import { useQuery } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import { useLanguage, useT } from "@/i18n";
import { dossier, type PointsView, print, provide } from "@/ipc";
import {
  Button,
  Count,
  Day,
  Dialog,
  KeyHint,
  Money,
  Phone,
  Printed,
  Skeleton,
  toastProblem,
  useShopTime,
} from "@/kit";
import { useStatus } from "@/shop";
import type { CustomerId } from "../queries";
import { Ledger } from "./Ledger";
import styles from "./statement.module.css";

const whose = (customer: CustomerId) =>
  provide(["customers"], ["points", "whose", customer], () => dossier.page(customer));

interface Props {
  customer: CustomerId;
  view: PointsView;
  onClose: () => void;
}

/** A customer's points on paper: what they have and every entry, with the number masked. */
export function Statement({ customer, view, onClose }: Props) {
  const t = useT();
  return (
    <Dialog
      title={t("tiers.points.statement")}
      size="large"
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={
        <Button
          autoFocus
          tone="primary"
          icon={<Printer aria-hidden="true" />}
          onPress={() => void print().catch((error: unknown) => toastProblem(t, error))}
        >
          {t("tiers.print")} <KeyHint keys="enter" />
        </Button>
      }
    >
      <Printed>
        <Sheet customer={customer} view={view} />
      </Printed>
    </Dialog>
  );
}

function Sheet({ customer, view }: { customer: CustomerId; view: PointsView }) {
  const t = useT();
  const language = useLanguage();
  const { today } = useShopTime();
  const status = useStatus();
  const { data } = useQuery(whose(customer));
  if (!data) return <Skeleton lines={4} />;
  return (
    <article className={styles.sheet} lang={language} aria-label={t("tiers.points.statement")}>
      <header>
        <h1>{data.row.name}</h1>
        <Phone number={data.row} guarded />
      </header>
      <p>
        {t("tiers.points.balance")}{" "}
        <strong>
          <Count value={view.balancePoints} />
        </strong>{" "}
        · {t("tiers.points.worth")} <Money fen={view.worthFen} />
      </p>
      {view.openGrants.some(({ expires, rest }) => expires && rest > 0) && (
        <section>
          <h2>{t("tiers.points.expiring")}</h2>
          <ul>
            {view.openGrants
              .filter(({ expires, rest }) => expires && rest > 0)
              .map((grant) => (
                <li key={grant.id}>
                  {grant.expires && <Day day={grant.expires} />} · <Count value={grant.rest} />
                </li>
              ))}
          </ul>
        </section>
      )}
      <section>
        <h2>{t("tiers.points.ledger")}</h2>
        <Ledger entries={view.entries} />
      </section>
      <footer>
        <span>{status.data?.shop?.name}</span>
        <Day day={today} />
      </footer>
    </article>
  );
}
