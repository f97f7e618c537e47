import type { ReactNode } from "react";
import { useLanguage, useT } from "@/i18n";
import type { ComplaintView } from "@/ipc";
import { Day, Instant, Money, useShopTime } from "@/kit";
import { useStatus } from "@/shop";
import { Clocks } from "./Clocks";
import styles from "./casefile.module.css";
import { Steps } from "./Steps";

/** The sheet as it comes out of the printer. */
export function CaseSheet({ view }: { view: ComplaintView }) {
  const t = useT();
  const language = useLanguage();
  const { today } = useShopTime();
  const status = useStatus();
  const { card } = view;
  const title = t("complaints.casefile.title", { number: card.number });
  return (
    <article className={styles.sheet} lang={language} aria-label={title}>
      <header>
        <h1>{title}</h1>
        <strong>{card.customerName}</strong>
      </header>
      <dl className={styles.facts}>
        <Fact name={t("complaints.casefile.state")}>
          {t(`terms.complaintState.${card.state}`)}
          {view.into && ` → #${view.into.number}`}
        </Fact>
        <Fact name={t("complaints.casefile.severity")}>{t(`terms.severity.${card.severity}`)}</Fact>
        <Fact name={t("complaints.casefile.received")}>
          <Instant ms={card.received} /> <Instant ms={card.received} style="time" />
        </Fact>
        <Fact name={t("complaints.casefile.channel")}>{t(`terms.channel.${card.channel}`)}</Fact>
        <Fact name={t("complaints.casefile.owner")}>{card.owner || "–"}</Fact>
        <Fact name={t("complaints.casefile.cause")}>
          {card.cause.length > 0 ? card.cause.join(" › ") : "–"}
        </Fact>
        {card.item && <Fact name={t("complaints.casefile.item")}>{card.item}</Fact>}
        {view.purchaseFen !== null && (
          <Fact name={t("complaints.casefile.purchase")}>
            <Money fen={view.purchaseFen} />
          </Fact>
        )}
        {view.satisfaction && (
          <Fact name={t("complaints.casefile.satisfaction")}>
            {t(`terms.satisfaction.${view.satisfaction}`)}
          </Fact>
        )}
      </dl>
      <Part title={t("complaints.casefile.what")}>
        <p className={styles.text}>{view.what}</p>
      </Part>
      {view.wish && (
        <Part title={t("complaints.casefile.wish")}>
          <p className={styles.text}>{view.wish}</p>
        </Part>
      )}
      <Part title={t("complaints.casefile.steps")}>
        <Steps steps={view.steps} />
      </Part>
      <Part title={t("complaints.casefile.clocks")}>
        <Clocks clocks={view.clocks} />
      </Part>
      <Part title={t("complaints.casefile.given")}>
        <Given view={view} />
      </Part>
      <Part title={t("complaints.casefile.measures")}>
        <Measures view={view} />
      </Part>
      {view.files.length > 0 && (
        <Part title={t("complaints.casefile.fileNames")}>
          <ul>
            {view.files.map(({ id, name }) => (
              <li key={id}>{name}</li>
            ))}
          </ul>
        </Part>
      )}
      <footer>
        <span>{status.data?.shop?.name}</span>
        <span>
          {t("complaints.casefile.printed")} <Day day={today} />
        </span>
      </footer>
    </article>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Given({ view: { given, offer } }: { view: ComplaintView }) {
  const t = useT();
  if (given.length > 0)
    return (
      <ul>
        {given.map(({ at, by, remedy, code }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was given has no identity but its place.
          <li key={place}>
            {remedy.words}
            {remedy.worthFen !== null && remedy.worthFen > 0 && (
              <>
                {" · "}
                <Money fen={remedy.worthFen} />
              </>
            )}
            {code && ` · ${code}`}{" "}
            <small>
              <Instant ms={at} style="dayTime" />
              {by && ` · ${by}`}
            </small>
          </li>
        ))}
      </ul>
    );
  const none = offer?.noneBecause;
  return (
    <p>{none ? t("complaints.casefile.nothing", { why: none }) : t("complaints.casefile.nothingYet")}</p>
  );
}

function Measures({ view: { improvements } }: { view: ComplaintView }) {
  const t = useT();
  if (improvements.length === 0) return <p>{t("complaints.casefile.noMeasures")}</p>;
  return (
    <ul>
      {improvements.map((measure) => (
        <li key={measure.id} className={styles.measure}>
          <p className={styles.text}>{measure.measure}</p>
          <small>
            {t("complaints.casefile.root", { why: measure.root })} · {measure.owner} ·{" "}
            {measure.done === null ? (
              <>
                {t("complaints.casefile.due")} <Day day={measure.due} />
              </>
            ) : (
              <>
                {t("complaints.casefile.done")} <Instant ms={measure.done} /> · {measure.proof}
              </>
            )}
          </small>
        </li>
      ))}
    </ul>
  );
}
