import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useT } from "@/i18n";
import { Private, useShopTime } from "@/kit";
import styles from "./due.module.css";
import { complaintsDue } from "./queries";
import { SeverityChip } from "./SeverityChip";
import { SlaChip } from "./SlaChip";

/** Deadlines come nearer without anybody doing anything. */
const askAgainMs = 60_000;

/** So many stand above Today; the board has all. */
const shown = 5;

/** Complaints that are due today, the next first: they go before everybody who is to be contacted. */
export function DueComplaints({ of }: { of: string | null }) {
  const t = useT();
  const { today } = useShopTime();
  const { data = [] } = useQuery({ ...complaintsDue(today, of), refetchInterval: askAgainMs });
  if (data.length === 0) return null;
  return (
    <section className={styles.due} aria-label={t("complaints.dueToday")}>
      <h2>{t("complaints.dueToday")}</h2>
      <ul>
        {data.slice(0, shown).map((card) => (
          <li key={card.id}>
            <Link to="/complaints/$complaintId" params={{ complaintId: card.id }}>
              <strong>{card.customerName}</strong>
              <span className={styles.number}>#{card.number}</span>
              <SeverityChip severity={card.severity} />
              {card.sla && <SlaChip sla={card.sla} clock={card.clock} leftMs={card.leftMs} />}
              <span className={styles.what}>
                <Private text={card.what} />
              </span>
              {card.owner && <span className={styles.owner}>{card.owner}</span>}
            </Link>
          </li>
        ))}
      </ul>
      {data.length > shown && <Link to="/complaints">{t("complaints.todayMore")}</Link>}
    </section>
  );
}
