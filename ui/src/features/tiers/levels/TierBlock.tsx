import { useQuery } from "@tanstack/react-query";
import { Gift, TriangleAlert } from "lucide-react";
import { useAct } from "@/act";
import { useLanguage, useT } from "@/i18n";
import { type BenefitView, type Tier, tiers } from "@/ipc";
import { Button, Day, ErrorNotice } from "@/kit";
import { programs } from "@/shop";
import { TierChip } from "@/terms";
import { benefitsOf, type CustomerId, tierOf } from "../queries";
import styles from "../tiers.module.css";
import { GiveLevel } from "./GiveLevel";
import { missingWords, whyWords } from "./words";

/** Where a customer stands, what is missing to the next level, and what they may use now. */
export function TierBlock({ customer }: { customer: CustomerId }) {
  const t = useT();
  const program = useQuery(programs());
  const tier = useQuery(tierOf(customer));
  const held = useQuery(benefitsOf(customer));
  const error = tier.error ?? held.error;
  if (error) return <ErrorNotice error={error} onRetry={() => void tier.refetch()} />;
  // A shop without levels need not hear of them on every page.
  if (!program.data?.now.levels.length || !tier.data || !held.data) return null;
  const usable = held.data.filter(({ left }) => left > 0);
  return (
    <section className={styles.box} aria-label={t("tiers.title")}>
      <h2 className={styles.head}>
        {t("tiers.title")}
        <GiveLevel customer={customer} tier={tier.data} levels={program.data.now.levels} />
      </h2>
      <Standing tier={tier.data} />
      {usable.length > 0 && (
        <ul className={styles.vouchers}>
          {usable.map((benefit) => (
            <Held key={benefit.id} benefit={benefit} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Standing({ tier }: { tier: Tier }) {
  const t = useT();
  const language = useLanguage();
  return (
    <>
      <p>
        {tier.level ? (
          <TierChip level={tier.level} />
        ) : (
          <span className={styles.muted}>{t("tiers.none")}</span>
        )}{" "}
        <span className={styles.muted}>{whyWords(t, language, tier)}</span>
      </p>
      {tier.next && (
        <p className={styles.muted}>
          {t("tiers.levels.short", { missing: missingWords(t, tier.next), level: tier.next.level.name })}
        </p>
      )}
      {tier.warn && tier.falls && (
        <p className={styles.warn}>
          <TriangleAlert aria-hidden="true" size={14} />{" "}
          {t(tier.falls.to ? "tiers.levels.falls" : "tiers.levels.fallsOut", {
            level: tier.falls.to?.name ?? "",
          })}{" "}
          <Day day={tier.falls.on} />
        </p>
      )}
    </>
  );
}

function Held({ benefit }: { benefit: BenefitView }) {
  const t = useT();
  const { act, isPending, error } = useAct(
    (op) => tiers.redeem(op, benefit.id, 1, ""),
    () => t("tiers.levels.used", { name: benefit.name }),
  );
  return (
    <li className={styles.voucher}>
      <span>
        {benefit.name}
        <small>
          {t("tiers.levels.leftOf", { left: benefit.left, uses: benefit.uses })}
          {benefit.expires && (
            <>
              {" · "}
              {t("tiers.levels.until")} <Day day={benefit.expires} />
            </>
          )}
        </small>
      </span>
      <Button
        size="small"
        icon={<Gift aria-hidden="true" />}
        isPending={isPending}
        onPress={() => void act(undefined)}
      >
        {t("tiers.levels.use")}
      </Button>
      {error !== undefined && <ErrorNotice error={error} />}
    </li>
  );
}
