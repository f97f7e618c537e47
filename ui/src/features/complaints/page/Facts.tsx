import { Link } from "@tanstack/react-router";
import { Flag } from "lucide-react";
import { useState } from "react";
import { useAct } from "@/act";
import { setMyName, useMyName, WhoField } from "@/complaint";
import { useT } from "@/i18n";
import { type Act, type ComplaintView, complaints } from "@/ipc";
import { Button, ErrorNotice, Instant, Money, Private, TextField } from "@/kit";
import type { PersonAct } from "../workflow";
import { actDraft, type Choice, startOf } from "./actDraft";
import { Choices } from "./Choices";
import { Files } from "./Files";
import styles from "./page.module.css";

/** What it is about, and who sees to it; each changed where it stands. */
export function Facts({ view }: { view: ComplaintView }) {
  const t = useT();
  const { card } = view;
  const [changing, setChanging] = useState<PersonAct>();
  const rules = view.card.cause.join(" › ");
  const may = (act: PersonAct) => view.possible.includes(act);
  const change = (act: PersonAct, label: string) =>
    may(act) && (
      <Button size="small" tone="quiet" onPress={() => setChanging(act)}>
        {label}
      </Button>
    );
  return (
    <section className={styles.box} aria-label={t("complaints.about")}>
      <dl className={styles.facts}>
        <dt>{t("complaints.customer")}</dt>
        <dd>
          <Link to="/customers/$customerId" params={{ customerId: card.customer }}>
            {card.customerName}
          </Link>
        </dd>
        <dt>{t("complaints.received")}</dt>
        <dd>
          <Instant ms={card.received} style="weekdayTime" /> · {t(`terms.channel.${card.channel}`)}
        </dd>
        {card.item && (
          <>
            <dt>{t("complaints.item")}</dt>
            <dd>
              {card.item}
              {view.purchaseFen !== null && (
                <>
                  {" "}
                  · <Money fen={view.purchaseFen} />
                </>
              )}
            </dd>
          </>
        )}
        <dt>{t("complaints.owner")}</dt>
        <dd>
          {card.owner || t("complaints.nobody")} {change("assign", t("complaints.handOver"))}
        </dd>
        <dt>{t("complaints.severity")}</dt>
        <dd>
          {t(`terms.severity.${card.severity}`)} {change("setSeverity", t("complaints.change"))}
        </dd>
        <dt>{t("complaints.cause")}</dt>
        <dd>
          {rules || t("complaints.causeUnknown")}{" "}
          {change("setCause", rules ? t("complaints.change") : t("complaints.do.setCause"))}
        </dd>
      </dl>
      {changing && <Change view={view} act={changing} onClose={() => setChanging(undefined)} />}
      {view.again && (
        <p className={styles.flag}>
          <Flag aria-hidden="true" />
          {view.again.done > 0
            ? t("complaints.againThough", { count: view.again.complaints, done: view.again.done })
            : t("complaints.again", { count: view.again.complaints })}
        </p>
      )}
      <h2>{t("complaints.what")}</h2>
      <p className={styles.text}>
        <Private text={view.what} />
      </p>
      {view.wish && (
        <>
          <h2>{t("complaints.wish")}</h2>
          <p className={styles.text}>
            <Private text={view.wish} />
          </p>
        </>
      )}
      <Files view={view} />
      {view.into && (
        <p>
          {t("complaints.goesOnUnder")}{" "}
          <Link to="/complaints/$complaintId" params={{ complaintId: view.into.id }}>
            #{view.into.number}
          </Link>
        </p>
      )}
    </section>
  );
}

const needsWords: readonly PersonAct[] = ["setSeverity"];

/** A small change of a fact: a new owner, severity or cause, with who does it. */
function Change({ view, act, onClose }: { view: ComplaintView; act: PersonAct; onClose: () => void }) {
  const t = useT();
  const me = useMyName();
  const [by, setBy] = useState(me);
  const [words, setWords] = useState("");
  const [choice, setChoice] = useState<Choice>(() => startOf(view));
  const step = useAct(
    (op, what: Act) => complaints.step(op, view.card.id, by, [{ act: what, words }]),
    () => t(`complaints.did.${act}`),
  );
  const save = async () => {
    setMyName(by);
    if (await step.act(actDraft(act, choice, false))) onClose();
  };
  return (
    <form
      className={styles.change}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Choices view={view} act={act} choice={choice} onChange={setChoice} error={step.error} />
      {needsWords.includes(act) && (
        <TextField label={t("complaints.wordsFor.reason")} value={words} onChange={setWords} />
      )}
      <WhoField label={t("complaints.by")} value={by} onChange={setBy} />
      {step.error !== undefined && <ErrorNotice error={step.error} />}
      <div className={styles.buttons}>
        <Button size="small" type="submit" tone="primary" isPending={step.isPending}>
          {t("complaints.keep")}
        </Button>
        <Button size="small" tone="quiet" onPress={onClose}>
          {t("kit.cancel")}
        </Button>
      </div>
    </form>
  );
}
