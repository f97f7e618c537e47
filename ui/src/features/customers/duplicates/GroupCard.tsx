import { Link, useNavigate } from "@tanstack/react-router";
import { Building2, GitMerge, User, UsersRound } from "lucide-react";
import { useId } from "react";
import { useAct, useTellProblem } from "@/act";
import { useT } from "@/i18n";
import { customers, type DuplicateGroup } from "@/ipc";
import { Button, Chip, KeyHint, Money, Phone, RelativeDay, usePrivate } from "@/kit";
import styles from "./duplicates.module.css";

/** Customers who may be one: why, and the two ways on. */
export function GroupCard({ group }: { group: DuplicateGroup }) {
  const t = useT();
  const hide = usePrivate();
  const id = useId();
  const navigate = useNavigate();
  const tell = useTellProblem();
  const ids = group.customers.map((row) => row.id);
  const { run: different } = useAct<void, null>(
    (op) => customers.distinct(op, ids),
    () => t("customers.duplicates.markedDifferent"),
  );
  return (
    <li className={styles.group} aria-labelledby={id}>
      <div className={styles.head}>
        <span id={id} className={styles.reasons}>
          {group.reasons.map((sign) => t(`customers.duplicates.sign.${sign}`)).join(t("customers.listComma"))}
        </span>
        <Chip tone={group.score >= 80 ? "met" : "regular"}>
          {t("customers.duplicates.score", { score: group.score })}
        </Chip>
        <div className={styles.actions}>
          <Button
            size="small"
            tone="quiet"
            data-different={ids[0]}
            icon={<UsersRound aria-hidden="true" />}
            onPress={() => different().catch(tell)}
          >
            {t("customers.duplicates.different")} <KeyHint keys="d" />
          </Button>
          <Button
            size="small"
            data-group={ids[0]}
            icon={<GitMerge aria-hidden="true" />}
            onPress={() =>
              void navigate({ to: "/customers/merge", search: { ids: ids.join(","), back: "duplicates" } })
            }
          >
            {t("customers.duplicates.merge")} <KeyHint keys="enter" />
          </Button>
        </div>
      </div>
      <ul className={styles.members}>
        {group.customers.map((row) => (
          <li key={row.id}>
            {row.kind === "company" ? <Building2 aria-hidden="true" /> : <User aria-hidden="true" />}
            <Link to="/customers/$customerId" params={{ customerId: row.id }} title={row.name}>
              {row.name}
            </Link>
            <span className={styles.number}>
              <Phone number={row} />
            </span>
            <Rest words={[row.company, hide(row.externalId), ...row.tags]} />
            <span className={styles.spent}>
              {row.purchases > 0 && <Money fen={row.spentFen} />}
              {row.lastPurchase !== null && (
                <>
                  {" · "}
                  <RelativeDay ms={row.lastPurchase} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </li>
  );
}

function Rest({ words }: { words: readonly string[] }) {
  const text = words.filter(Boolean).join(" · ");
  return (
    <span className={styles.rest} title={text}>
      {text}
    </span>
  );
}
