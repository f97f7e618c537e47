import { useLanguage, useT } from "@/i18n";
import type { Buying } from "@/ipc";
import { formatMoney, formatNumber, Instant } from "@/kit";
import styles from "./portrait.module.css";
import { Section } from "./Section";

/** Since when, how often, how much, and what. */
export function BuyingFacts({ buying }: { buying: Buying }) {
  const t = useT();
  const language = useLanguage();
  const number = (value: number) => formatNumber(value, language);
  const figures = [
    { name: t("customers.buying.first"), value: <Instant ms={buying.first} /> },
    { name: t("customers.buying.last"), value: <Instant ms={buying.last} /> },
    {
      name: t("customers.buying.rhythm"),
      value:
        buying.rhythmDays === null
          ? t("customers.buying.noRhythm")
          : t("customers.buying.every", { count: buying.rhythmDays, days: number(buying.rhythmDays) }),
    },
    {
      name: t("customers.buying.count"),
      value: t("customers.why.times", { count: buying.purchases, times: number(buying.purchases) }),
    },
    { name: t("customers.buying.sum"), value: formatMoney(buying.spentFen) },
    { name: t("customers.buying.average"), value: formatMoney(buying.averageFen) },
  ];
  return (
    <Section title={t("customers.buying.title")}>
      <dl className={styles.figures}>
        {figures.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {buying.favourites.length > 0 && (
        <div className={styles.favourites}>
          <span className={styles.muted}>{t("customers.buying.favourites")}</span>
          <ul>
            {buying.favourites.map(({ item, purchases }) => (
              <li key={item}>
                {item} <span className={styles.muted}>×{number(purchases)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  );
}
