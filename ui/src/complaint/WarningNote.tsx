import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Check, MessageSquareWarning } from "lucide-react";
import { useState } from "react";
import { useAct } from "@/act";
import { useT } from "@/i18n";
import { type ComplaintWarning, complaints, type Id } from "@/ipc";
import { Button, ErrorNotice, Instant, TextField, usePrivate } from "@/kit";
import { setMyName, useMyName } from "./myName";
import { warningOf } from "./queries";
import { SeverityChip, StateWords } from "./SeverityChip";
import { WhoField } from "./WhoField";
import styles from "./warning.module.css";

/** Beside a name: this customer has a complaint. It keeps its own distance, so that a name without one stands alone. */
export function ComplaintMark({ customer }: { customer: Id<"CustomerId"> }) {
  const t = useT();
  const hide = usePrivate(true);
  const { data: warning } = useQuery(warningOf(customer));
  if (!warning) return null;
  const said = t("complaints.mark", { number: warning.number });
  return (
    <>
      {" "}
      <span className={styles.mark} title={`${said}: ${hide(warning.what)}`}>
        <MessageSquareWarning aria-hidden="true" />
        <span className="visually-hidden">{said}</span>
      </span>{" "}
    </>
  );
}

/** The same in full, where there is room: what to say to whoever stands here. */
export function CustomerWarning({ customer }: { customer: Id<"CustomerId"> }) {
  const { data: warning } = useQuery(warningOf(customer));
  return warning ? <WarningNote warning={warning} /> : null;
}

/** What to say to somebody who stands here: sorry for what, and what was offered; and a tick when it was done. */
export function WarningNote({ warning }: { warning: ComplaintWarning }) {
  const t = useT();
  const hide = usePrivate(true);
  const [ticking, setTicking] = useState(false);
  const isSolved = warning.solved !== null;
  const offer = warning.offer.join(t("customers.listComma"));
  return (
    <section
      className={styles.note}
      data-calm={isSolved || warning.done !== null || undefined}
      aria-label={t("complaints.mark", { number: warning.number })}
    >
      <p className={styles.head}>
        <MessageSquareWarning aria-hidden="true" />
        <Link to="/complaints/$complaintId" params={{ complaintId: warning.complaint }}>
          {t("complaints.mark", { number: warning.number })}
        </Link>
        <SeverityChip severity={warning.severity} />
        <span className={styles.state}>
          <StateWords state={warning.state} />
          {warning.owner && ` · ${warning.owner}`}
        </span>
      </p>
      <p>{t(isSolved ? "complaints.wasSolved" : "complaints.apologise", { what: hide(warning.what) })}</p>
      {(offer || !isSolved) && (
        <p>
          {offer
            ? t(isSolved ? "complaints.theyGot" : "complaints.offerThem", { offer })
            : t("complaints.noOfferYet")}
        </p>
      )}
      {warning.done !== null && (
        <p className={styles.done}>
          <Check aria-hidden="true" />
          {t("complaints.counterDone")} <Instant ms={warning.done} style="dayTime" />
        </p>
      )}
      {warning.done === null && !ticking && (
        <Button size="small" icon={<Check aria-hidden="true" />} onPress={() => setTicking(true)}>
          {t("complaints.tick")}
        </Button>
      )}
      {ticking && <Tick warning={warning} onClose={() => setTicking(false)} />}
    </section>
  );
}

function Tick({ warning, onClose }: { warning: ComplaintWarning; onClose: () => void }) {
  const t = useT();
  const me = useMyName();
  const [by, setBy] = useState(me);
  const [words, setWords] = useState(t("complaints.tickWords"));
  const { act, isPending, error } = useAct(
    (op, _: undefined) => complaints.tick(op, warning.complaint, by, words),
    () => t("complaints.ticked"),
  );
  const save = async () => {
    setMyName(by);
    if (await act(undefined)) onClose();
  };
  return (
    <form
      className={styles.tick}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <WhoField label={t("complaints.by")} value={by} onChange={setBy} />
      <TextField autoFocus label={t("complaints.tickWhat")} value={words} onChange={setWords} />
      {error !== undefined && <ErrorNotice error={error} />}
      <div className={styles.actions}>
        <Button size="small" onPress={onClose}>
          {t("kit.cancel")}
        </Button>
        <Button size="small" type="submit" tone="primary" isPending={isPending}>
          {t("complaints.tickSave")}
        </Button>
      </div>
    </form>
  );
}
