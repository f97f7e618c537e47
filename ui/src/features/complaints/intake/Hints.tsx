import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useDeferredValue } from "react";
import { SlaChip, StateWords } from "@/complaint";
import { useT } from "@/i18n";
import type { Id, Severity, SeverityReason } from "@/ipc";
import { formatMoney, Instant, Private } from "@/kit";
import { hintsOf } from "../queries";
import styles from "./intake.module.css";

interface Props {
  customer: Id<"CustomerId"> | null;
  words: string;
  purchase: Id<"PurchaseId"> | null;
  /** Where the severity is chosen; handed what is proposed. */
  children: (proposed: Severity) => ReactNode;
}

/** While it is typed: how much it weighs and why, and complaints of the same customer that it may be. */
export function Hints({ customer, words, purchase, children }: Props) {
  const t = useT();
  const asked = useDeferredValue(words.trim());
  const { data } = useQuery({ ...hintsOf(customer, asked, purchase), placeholderData: keepPreviousData });
  const because = data?.proposed.because ?? [];
  return (
    <aside className={styles.hints} aria-label={t("complaints.hints")}>
      {children(data?.proposed.severity ?? "moderate")}
      <p className={styles.muted}>
        {because.length > 0
          ? t("complaints.proposedBecause", {
              why: because.map((reason) => reasonOf(t, reason)).join(t("customers.listComma")),
            })
          : t("complaints.proposedUsual")}
      </p>
      {data && data.repeats.length > 0 && (
        <>
          <h3 className={styles.title}>{t("complaints.repeats")}</h3>
          <ul className={styles.repeats}>
            {data.repeats.map((card) => (
              <li key={card.id}>
                <Link to="/complaints/$complaintId" params={{ complaintId: card.id }}>
                  #{card.number}
                </Link>{" "}
                <Instant ms={card.received} style="monthDay" /> · <StateWords state={card.state} />
                {card.sla && <SlaChip sla={card.sla} leftMs={card.leftMs} />}
                <p className={styles.muted}>
                  <Private text={card.what} />
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
    </aside>
  );
}

function reasonOf(t: ReturnType<typeof useT>, reason: SeverityReason): string {
  switch (reason.kind) {
    case "word":
      return t("complaints.because.word", { word: reason.word });
    case "amount":
      return t("complaints.because.amount", { amount: formatMoney(reason.fen) });
    case "level":
      return t("complaints.because.level");
    case "again":
      return t("complaints.because.again", { count: reason.times });
  }
}
