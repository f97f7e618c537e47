import { useQuery } from "@tanstack/react-query";
import { useAct } from "@/act";
import { useT } from "@/i18n";
import { type EarningRule, type Programs, points, type TierLevel } from "@/ipc";
import { Count, Day, ErrorNotice, Money, Skeleton, useShopTime } from "@/kit";
import { programs } from "@/shop";
import { outstanding, pointsSettings } from "../queries";
import styles from "../tiers.module.css";
import { Example } from "./Example";
import { Factors } from "./Factors";
import { RuleForm } from "./RuleForm";
import { WorthForm } from "./WorthForm";

/** The levels that hold, and those that are to hold: a rule may begin with them. */
function levelsOf(all: Programs | undefined): TierLevel[] {
  const now = all?.now.levels ?? [];
  const next = all?.next?.levels ?? [];
  return [...now, ...next.filter(({ id }) => now.every((known) => known.id !== id))];
}

/** What a shop begins with: a point for each yuan, good to the end of the next year. */
const first = (from: string): EarningRule => ({
  from,
  points: 1,
  perFen: 100,
  rounding: "down",
  minimumFen: 0,
  items: [],
  days: [],
  tiers: [],
  validity: { kind: "years", years: 1 },
});

/** How the shop gives points, and what it owes for them. */
export function RulePart() {
  const t = useT();
  const { today } = useShopTime();
  const { data, error, refetch } = useQuery(pointsSettings());
  return (
    <>
      <section className={styles.section} aria-label={t("tiers.rule.title")}>
        <h2>{t("tiers.rule.title")}</h2>
        {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton lines={3} />}
        {data && !data.rule && <p className={styles.muted}>{t("tiers.rule.none")}</p>}
        {data && (
          <Rule key={JSON.stringify(data.rule)} saved={data.rule ?? first(today)} isNew={!data.rule} />
        )}
        {data?.coming.map((rule) => (
          <p key={rule.from} className={styles.muted}>
            {t("tiers.rule.coming")} <Day day={rule.from} />
          </p>
        ))}
      </section>
      <section className={styles.section} aria-label={t("tiers.worth.title")}>
        <h2>{t("tiers.worth.title")}</h2>
        {data && <WorthForm key={JSON.stringify(data.worth)} saved={data.worth} />}
        <Outstanding />
      </section>
    </>
  );
}

function Rule({ saved, isNew }: { saved: EarningRule; isNew: boolean }) {
  const t = useT();
  const { data } = useQuery(programs());
  const levels = levelsOf(data);
  const { today } = useShopTime();
  const save = useAct(
    (op, rule: EarningRule) => points.saveRule(op, rule),
    () => t("tiers.rule.saved"),
  );
  return (
    <RuleForm
      saved={saved}
      // What was bought until now keeps what it earned, unless an earlier day is chosen.
      start={{ ...saved, from: isNew ? saved.from : today }}
      isNew={isNew}
      error={save.error}
      isPending={save.isPending}
      onSave={(rule) => void save.act(rule)}
    >
      {(rule, change) => (
        <>
          <Factors rule={rule} levels={levels} onChange={change} error={save.error} />
          <Example rule={rule} levels={levels} />
        </>
      )}
    </RuleForm>
  );
}

function Outstanding() {
  const t = useT();
  const { data } = useQuery(outstanding());
  if (!data) return null;
  return (
    <p>
      {t("tiers.worth.outstanding", { count: data.customers })}{" "}
      <strong>
        <Count value={data.points} />
      </strong>{" "}
      · <Money fen={data.worthFen} />
    </p>
  );
}
