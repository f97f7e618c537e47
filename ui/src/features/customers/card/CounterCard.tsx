import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Ban, BellOff, Cake, Gift, Heart, History, Megaphone, Pin, ShoppingBag } from "lucide-react";
import type { ReactNode } from "react";
import { WarningNote } from "@/complaint";
import { useLanguage, useT } from "@/i18n";
import type { CustomerCard, InteractionView } from "@/ipc";
import {
  Chip,
  ErrorNotice,
  formatRelativeDay,
  Instant,
  Money,
  Phone,
  RelativeDay,
  ShowPhones,
  Skeleton,
  usePrivate,
  useShopTime,
} from "@/kit";
import { reasonsWords, SegmentChip, StageChip, TierChip } from "@/terms";
import { isLimited, limitWords } from "../page/limit";
import { type CustomerId, cardOf, limitOf } from "../queries";
import styles from "./card.module.css";

/** Who stands there, in three seconds: what they like, what they are owed, what was said last. */
export function CounterCard({ customer }: { customer: CustomerId }) {
  const card = useQuery(cardOf(customer));
  if (card.error) return <ErrorNotice error={card.error} onRetry={() => void card.refetch()} />;
  if (!card.data) return <Skeleton lines={6} />;
  return <Card card={card.data} />;
}

const mostOwed = 3;

function Card({ card }: { card: CustomerCard }) {
  const t = useT();
  const hide = usePrivate(true);
  const language = useLanguage();
  const { today } = useShopTime();
  const { row } = card;
  const words = row.name !== row.phone;
  const likes = [...card.preferences.map(({ value }) => value), ...card.favourites.map(({ item }) => item)];
  return (
    <article className={styles.card} aria-label={t("customers.card.title", { name: row.name })}>
      <header className={styles.who}>
        <h3>{row.name}</h3>
        {words && row.phone !== "" && (
          <span className={styles.phone}>
            <Phone number={row} guarded />
            <ShowPhones />
          </span>
        )}
        <span className={styles.chips}>
          {row.segment && <SegmentChip segment={row.segment} />}
          {row.stage && <StageChip stage={row.stage} />}
          {card.tier.level && <TierChip level={card.tier.level} />}
          {!row.segment && <span className={styles.muted}>{t("terms.noPurchase")}</span>}
        </span>
      </header>
      {card.complaint && <WarningNote warning={card.complaint} />}
      {card.refused.length > 0 && (
        <Chip tone="atrisk" icon={<Ban aria-hidden="true" />}>
          {t("customers.card.refused", {
            channels: card.refused
              .map((channel) => t(`terms.channel.${channel}`))
              .join(t("customers.listComma")),
          })}
        </Chip>
      )}
      <Limit customer={row.id} />
      {card.birthday && card.birthdayNear && (
        <Chip tone="soon" icon={<Cake aria-hidden="true" />}>
          {t("customers.card.birthday", {
            when: formatRelativeDay(card.birthday.day, today, language),
          })}
        </Chip>
      )}
      <Part icon={<Gift aria-hidden="true" />} title={t("customers.card.mayUse")}>
        {card.benefits.length > 0 && (
          <p>{card.benefits.map(({ name, left }) => `${name} ×${left}`).join(t("customers.listComma"))}</p>
        )}
      </Part>
      <Part icon={<Heart aria-hidden="true" />} title={t("customers.card.likes")}>
        {likes.length > 0 && <p>{[...new Set(likes)].join(t("customers.listComma"))}</p>}
      </Part>
      <Part icon={<Megaphone aria-hidden="true" />} title={t("customers.card.owed")}>
        {card.followUps.slice(0, mostOwed).map((each) => (
          <p key={each.id}>
            {hide(each.note) || reasonsWords(t, language, today, each.reasons)}{" "}
            <span className={styles.muted}>
              <RelativeDay ms={each.due} />
            </span>
          </p>
        ))}
        {card.followUps.length > mostOwed && (
          <p className={styles.muted}>
            {t("customers.andMore", { count: card.followUps.length - mostOwed })}
          </p>
        )}
      </Part>
      <Part icon={<Pin aria-hidden="true" />} title={t("customers.card.mind")}>
        {card.note && <p className={styles.note}>{hide(card.note)}</p>}
        {card.pinned.map((found) => (
          <Noted key={found.id} found={found} />
        ))}
        {card.lastNote && <Noted found={card.lastNote} />}
      </Part>
      <Part icon={<History aria-hidden="true" />} title={t("customers.card.last")}>
        {card.lastContact && (
          <p>
            {t(`terms.interaction.${card.lastContact.kind}`)} <RelativeDay ms={card.lastContact.at} />
          </p>
        )}
        <LastPurchase card={card} />
      </Part>
      <p>
        <Link to="/complaints" search={{ intake: row.id }}>
          {t("complaints.forCustomer")}
        </Link>
      </p>
    </article>
  );
}

/** Whether they want to be left alone, before anybody speaks of the next call. */
function Limit({ customer }: { customer: CustomerId }) {
  const t = useT();
  const language = useLanguage();
  const { today } = useShopTime();
  const { data: limit } = useQuery(limitOf(customer));
  if (!limit || !isLimited(limit, today)) return null;
  return (
    <Chip tone="soon" icon={<BellOff aria-hidden="true" />}>
      {limitWords(t, language, today, limit)}
    </Chip>
  );
}

function LastPurchase({ card }: { card: CustomerCard }) {
  const t = useT();
  const [last] = card.purchases;
  if (!last) return null;
  return (
    <p>
      <ShoppingBag aria-hidden="true" /> <Money fen={last.amountFen} /> <RelativeDay ms={last.at} />
      <span className={styles.muted}>
        {" "}
        {t("customers.card.inAll", { count: card.row.purchases })} <Money fen={card.row.spentFen} />
      </span>
    </p>
  );
}

function Noted({ found }: { found: InteractionView }) {
  const t = useT();
  const hide = usePrivate(true);
  return (
    <p className={styles.note}>
      {hide(found.note) || t(`terms.interaction.${found.kind}`)}{" "}
      <span className={styles.muted}>
        <Instant ms={found.at} style="day" />
      </span>
    </p>
  );
}

/** A part with nothing in it is not there: what is missing tells nobody anything at a counter. */
function Part({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  const isEmpty = ([] as unknown[])
    .concat(children)
    .flat()
    .every((child) => !child);
  if (isEmpty) return null;
  return (
    <section className={styles.part}>
      <h4>
        {icon}
        {title}
      </h4>
      <div>{children}</div>
    </section>
  );
}
