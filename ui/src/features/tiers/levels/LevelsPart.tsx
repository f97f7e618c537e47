import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useAct } from "@/act";
import { useT } from "@/i18n";
import { type Program, tiers, type Who } from "@/ipc";
import { Count, Day, ErrorNotice, Money, SegmentedControl, Skeleton } from "@/kit";
import { programs } from "@/shop";
import { ListLink, TierChip } from "@/terms";
import { board, members } from "../queries";
import styles from "../tiers.module.css";
import { ProgramForm } from "./ProgramForm";
import { missingWords } from "./words";

/** The shop's levels and benefits: who stands where, who is near the next one, and the rules. */
export function LevelsPart() {
  const t = useT();
  const { data, error, refetch } = useQuery(programs());
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={6} />;
  return (
    <>
      {data.now.levels.length > 0 && <Figures program={data.now} />}
      {data.next && (
        <p className={styles.example}>
          {t("tiers.levels.coming")} {data.next.from && <Day day={data.next.from} />}
        </p>
      )}
      <Rules key={JSON.stringify(data.now)} saved={data.next ?? data.now} />
    </>
  );
}

function Rules({ saved }: { saved: Program }) {
  const t = useT();
  const save = useAct(
    (op, program: Program) => tiers.save(op, program),
    () => t("tiers.levels.saved"),
  );
  return (
    <section className={styles.section} aria-label={t("tiers.levels.rules")}>
      <h2>{t("tiers.levels.rules")}</h2>
      <ProgramForm
        saved={saved}
        error={save.error}
        isPending={save.isPending}
        onSave={(program) => void save.act(program)}
      />
    </section>
  );
}

function Figures({ program }: { program: Program }) {
  const t = useT();
  const { data } = useQuery(board());
  return (
    <section className={styles.section} aria-label={t("tiers.levels.board")}>
      <h2>{t("tiers.levels.board")}</h2>
      <div className={styles.board}>
        {data?.levels.map(({ level, customers }) => (
          <p key={level.id}>
            <TierChip level={level} />{" "}
            <ListLink
              filter={{ kind: "where", field: "tier", test: { test: "oneOf", values: [level.id] } }}
              label={t("segments.studio.show", { class: level.name, count: customers })}
            >
              <strong>
                <Count value={customers} />
              </strong>
            </ListLink>
          </p>
        ))}
      </div>
      {data && data.benefits.length > 0 && (
        <table className={`${styles.ledger} ${styles.figures}`}>
          <thead>
            <tr>
              <th>{t("tiers.levels.benefit")}</th>
              <th>{t("tiers.levels.issued")}</th>
              <th>{t("tiers.levels.usedShare")}</th>
              <th>{t("tiers.levels.cost")}</th>
            </tr>
          </thead>
          <tbody>
            {data.benefits.map(({ id, name, issued, used, costFen }) => (
              <tr key={id}>
                <td>{name}</td>
                <td>
                  <Count value={issued} />
                </td>
                <td>{issued === 0 ? "–" : `${Math.round((used / issued) * 100)} %`}</td>
                <td>
                  <Money fen={costFen} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <People program={program} />
    </section>
  );
}

/** Days within which a fall is worth a word. */
const soon = 30;

function People({ program }: { program: Program }) {
  const t = useT();
  const [shown, setShown] = useState<"near" | "falling">("near");
  const top = program.levels.at(-1);
  const [level, setLevel] = useState(top?.id);
  const near = program.levels.find(({ id }) => id === level) ?? top;
  if (!near) return null;
  const who: Who = shown === "near" ? { kind: "near", level: near.id } : { kind: "falling", days: soon };
  return (
    <>
      <div className={styles.choices}>
        <SegmentedControl
          label={t("tiers.levels.people")}
          choices={[
            { value: "near", label: t("tiers.levels.near") },
            { value: "falling", label: t("tiers.levels.falling", { count: soon }) },
          ]}
          value={shown}
          onChange={setShown}
        />
        {shown === "near" && program.levels.length > 1 && (
          <SegmentedControl
            label={t("tiers.levels.level")}
            choices={program.levels.map(({ id, name }) => ({ value: id as string, label: name }))}
            value={near.id as string}
            onChange={(id) => setLevel(id as typeof level)}
          />
        )}
      </div>
      <Members who={who} />
    </>
  );
}

function Members({ who }: { who: Who }) {
  const t = useT();
  const { data, error } = useQuery(members(who));
  if (error) return <ErrorNotice error={error} />;
  if (!data) return <Skeleton lines={3} />;
  if (data.length === 0) return <p className={styles.muted}>{t("tiers.levels.nobody")}</p>;
  return (
    <ul className={styles.members}>
      {data.map(({ row, tier }) => (
        <li key={row.id}>
          <Link to="/customers/$customerId" params={{ customerId: row.id }}>
            {row.name}
          </Link>
          {tier.level && <TierChip level={tier.level} />}
          <span className={styles.muted}>
            {who.kind === "near" && tier.next
              ? t("tiers.levels.short", {
                  missing: missingWords(t, tier.next),
                  level: tier.next.level.name,
                })
              : tier.falls && <Day day={tier.falls.on} />}
          </span>
        </li>
      ))}
    </ul>
  );
}
