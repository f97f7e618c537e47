import { Ticket } from "lucide-react";
import { useT } from "@/i18n";
import type { ComplaintView } from "@/ipc";
import { Instant, Money } from "@/kit";
import styles from "./page.module.css";

/** What was given here, and what customer, cause and month have come to. */
export function Sums({ view }: { view: ComplaintView }) {
  const t = useT();
  return (
    <section className={styles.box} aria-label={t("complaints.given")}>
      <h2>{t("complaints.given")}</h2>
      {view.given.length === 0 && <p className={styles.muted}>{t("complaints.nothingYet")}</p>}
      <ul className={styles.over}>
        {view.given.map((given) => (
          <li key={`${given.at} ${given.remedy.words}`}>
            <span>
              {given.remedy.words}
              {given.code && (
                <span className={styles.code}>
                  <Ticket aria-hidden="true" />
                  {given.code}
                </span>
              )}
            </span>
            <span className={styles.muted}>
              {given.by} · <Instant ms={given.at} style="monthDay" />
            </span>
          </li>
        ))}
      </ul>
      <dl className={styles.facts}>
        <dt>{t("complaints.sumCustomer")}</dt>
        <dd>
          <Money fen={view.givenToCustomer.fen} />
        </dd>
        {view.givenForCause && (
          <>
            <dt>{t("complaints.sumCause")}</dt>
            <dd>
              <Money fen={view.givenForCause.fen} />
            </dd>
          </>
        )}
        <dt>{t("complaints.sumMonth")}</dt>
        <dd>
          <Money fen={view.givenThisMonth.fen} />
        </dd>
      </dl>
    </section>
  );
}
