import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Megaphone } from "lucide-react";
import { useAct, useTellProblem } from "@/act";
import { type T, useT } from "@/i18n";
import { type Benefit, followups, type Rule } from "@/ipc";
import { Chip, Switch } from "@/kit";
import { programs } from "@/shop";
import { KindIcon } from "./KindIcon";
import { groupNames, groups } from "./kinds";
import { weeklyOf } from "./queries";
import styles from "./rules.module.css";
import { unsavedOf } from "./unsaved";
import { useShop } from "./useShop";
import { type Naming, ruleWords } from "./words";

/** Every rule as its sentence, by what it is about. */
export function RuleList({ rules }: { rules: Rule[] }) {
  const t = useT();
  const naming = useShop(rules);
  const { data: program } = useQuery(programs());
  const benefits = program?.now.benefits ?? [];
  return (
    <>
      <p className={styles.muted}>{t("rules.text")}</p>
      {groupNames.map((name) => {
        const of = rules.filter(({ spec }) =>
          (groups[name] as readonly string[]).includes(spec.trigger.kind),
        );
        if (of.length === 0) return null;
        return (
          <section key={name}>
            <h2 className={styles.groupName}>{t(`rules.group.${name}`)}</h2>
            <ul className={styles.rules}>
              {of.map((rule) => (
                <RuleRow key={rule.id} rule={rule} naming={naming} benefits={benefits} />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

function RuleRow({ rule, naming, benefits }: { rule: Rule; naming: Naming; benefits: readonly Benefit[] }) {
  const t = useT();
  const tell = useTellProblem();
  const { spec } = rule;
  const name = spec.name || t(`terms.trigger.${spec.trigger.kind}`);
  const { run, isPending } = useAct(
    (op, enabled: boolean) => followups.saveRule(op, { ...rule, enabled }),
    (enabled) => t(enabled ? "rules.turnedOn" : "rules.turnedOff", { name }),
  );
  return (
    <li className={styles.rule} data-off={!rule.enabled || undefined}>
      <Switch
        aria-label={t("rules.isOn", { name })}
        isSelected={rule.enabled}
        isDisabled={isPending}
        onChange={(enabled) => void run(enabled).catch(tell)}
      />
      <Link to="/rules" search={{ rule: rule.id }} className={styles.says}>
        <span className={styles.ruleHead}>
          <KindIcon kind={spec.trigger.kind} />
          <strong>{name}</strong>
          {spec.promotion && (
            <Chip tone="met" icon={<Megaphone aria-hidden="true" />}>
              {t("rules.promotion")}
            </Chip>
          )}
          {unsavedOf(rule.id) && <Chip tone="soon">{t("rules.unsaved")}</Chip>}
        </span>
        <span className={styles.sentenceText}>{ruleWords(naming, benefits, rule)}</span>
      </Link>
      <span className={styles.weekly}>{rule.enabled ? <Weekly rule={rule} /> : t("rules.off")}</span>
    </li>
  );
}

/** How much a rule asks of a week. */
function Weekly({ rule }: { rule: Rule }) {
  const t = useT();
  const { data } = useQuery(weeklyOf(rule));
  if (!data) return null;
  return weeklyWords(t, data.weeklyTenths);
}

export function weeklyWords(t: T, tenths: number): string {
  if (tenths === 0) return t("rules.weeklyNone");
  if (tenths < 10) return t("rules.weeklyFew");
  return t("rules.weekly", { count: Math.round(tenths / 10) });
}
