import { type Language, type T, useLanguage, useT } from "@/i18n";
import type { CustomerCard, InteractionView, NextBirthday, Preference, PurchaseView } from "@/ipc";
import { Day, formatDay, Instant, Money, Phone, usePrivate, useShopTime } from "@/kit";
import { useStatus } from "@/shop";
import { yearDayWords } from "@/terms";
import styles from "./print.module.css";

interface Props {
  card: CustomerCard;
  withNote: boolean;
  notes: readonly InteractionView[];
}

/** One page of A5, black on white whatever the screen looks like. */
export function Sheet({ card, withNote, notes }: Props) {
  const t = useT();
  const language = useLanguage();
  const hide = usePrivate(true);
  const { today } = useShopTime();
  const status = useStatus();
  const { row } = card;
  const facts: [string, string][] = [
    [t("customers.fields.company"), row.company],
    [t("customers.fields.externalId"), hide(row.externalId)],
    [t("customers.fields.segment"), row.segment ? t(`terms.segment.${row.segment}`) : ""],
    [t("customers.fields.birthday"), card.birthday ? bornWords(t, language, card.birthday) : ""],
  ];
  return (
    <article className={styles.sheet} lang={language}>
      <header>
        <h1>{row.name}</h1>
        <Phone number={row} guarded />
      </header>
      <dl>
        {facts
          .filter(([, value]) => value !== "")
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {(card.preferences.length > 0 || card.favourites.length > 0) && (
        <section>
          <h2>{t("customers.card.likes")}</h2>
          <ul>
            {byCategory(card.preferences).map(([category, values]) => (
              <li key={category}>
                <span className={styles.category}>{category}</span>
                <span>{values.join(t("customers.listComma"))}</span>
              </li>
            ))}
            {card.favourites.length > 0 && (
              <li>
                <span className={styles.category}>{t("customers.print.often")}</span>
                <span>{card.favourites.map(({ item }) => item).join(t("customers.listComma"))}</span>
              </li>
            )}
          </ul>
        </section>
      )}
      {((withNote && card.note) || notes.length > 0) && (
        <section>
          <h2>{t("customers.card.mind")}</h2>
          {withNote && card.note && <p className={styles.text}>{hide(card.note)}</p>}
          {notes.map((found) => (
            <p key={found.id} className={styles.text}>
              {hide(found.note) || t(`terms.interaction.${found.kind}`)}{" "}
              <small>
                <Instant ms={found.at} style="day" />
              </small>
            </p>
          ))}
        </section>
      )}
      {card.purchases.length > 0 && <Purchases purchases={card.purchases} />}
      <footer>
        <span>{status.data?.shop?.name}</span>
        <Day day={today} />
      </footer>
    </article>
  );
}

/** Without the year, which is nobody's business; a lunar day with the next one on which it falls. */
function bornWords(t: T, language: Language, { birthday, day }: NextBirthday): string {
  const words = yearDayWords(t, language, { ...birthday, year: null });
  const next = formatDay(day, language, "monthDay");
  return birthday.calendar === "lunar" ? `${words} · ${next}` : words;
}

const mostPrinted = 8;

function Purchases({ purchases }: { purchases: readonly PurchaseView[] }) {
  const t = useT();
  return (
    <section>
      <h2>{t("customers.print.purchases")}</h2>
      <table>
        <tbody>
          {purchases.slice(0, mostPrinted).map((purchase) => (
            <tr key={purchase.id}>
              <td>
                <Instant ms={purchase.at} style="day" />
              </td>
              <td>
                {purchase.lines
                  .map(({ item }) => item)
                  .filter(Boolean)
                  .join(t("customers.listComma"))}
              </td>
              <td>
                <Money fen={purchase.amountFen} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function byCategory(preferences: readonly Preference[]): [string, string[]][] {
  const found = new Map<string, string[]>();
  for (const { category, value } of preferences) {
    found.set(category, [...(found.get(category) ?? []), value]);
  }
  return [...found];
}
