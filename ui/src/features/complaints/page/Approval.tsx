import { useState } from "react";
import { useAct } from "@/act";
import { WhoField } from "@/complaint";
import { useT } from "@/i18n";
import { type ComplaintView, complaints } from "@/ipc";
import { Button, ErrorNotice, fieldProblem, formatMoney, Instant, TextField } from "@/kit";
import styles from "./page.module.css";
import { useRemedyWords } from "./remedyWords";

/** What somebody was asked for, and the answer: on their own PC, or here by their passphrase. */
export function Approval({ view }: { view: ComplaintView }) {
  const t = useT();
  const named = useRemedyWords(view);
  const { asked } = view;
  if (!asked) return null;
  const what = asked.offer.remedies.map(named).join(t("customers.listComma"));
  return (
    <section className={styles.approval} aria-label={t("complaints.waitsForYes")}>
      <h2>{t("complaints.waitsForYes")}</h2>
      <p>
        {t("complaints.askedFor", {
          by: asked.by,
          what: what || t("complaints.nothingGiven"),
          worth: asked.worthFen === null ? t("complaints.noLimit") : formatMoney(asked.worthFen),
        })}{" "}
        <Instant ms={asked.at} style="dayTime" />
      </p>
      <p className={styles.quote}>{asked.reason}</p>
      <Answer view={view} />
    </section>
  );
}

function Answer({ view }: { view: ComplaintView }) {
  const t = useT();
  const [by, setBy] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [words, setWords] = useState("");
  const { act, isPending, error } = useAct(
    (op, kind: "approve" | "refuse") =>
      complaints.step(op, view.card.id, by, [
        { act: { kind }, words, passphrase: passphrase === "" ? null : passphrase },
      ]),
    (kind) => t(`complaints.did.${kind}`),
  );
  const isPlaced = ["by", "passphrase", "words"].some((field) => fieldProblem(t, error, field));
  return (
    <form
      className={styles.answer}
      onSubmit={(event) => {
        event.preventDefault();
        void act("approve");
      }}
    >
      <div className={styles.said}>
        <WhoField
          label={t("complaints.approver")}
          value={by}
          onChange={setBy}
          error={fieldProblem(t, error, "by", "complaint")}
        />
        <TextField
          type="password"
          autoComplete="off"
          label={t("complaints.passphrase")}
          optional
          description={t("complaints.passphraseHint")}
          value={passphrase}
          onChange={setPassphrase}
          error={fieldProblem(t, error, "passphrase", "complaint")}
        />
      </div>
      <TextField
        label={t("complaints.answerWords")}
        optional
        value={words}
        onChange={setWords}
        error={fieldProblem(t, error, "words")}
      />
      {error !== undefined && !isPlaced && <ErrorNotice error={error} />}
      <div className={styles.buttons}>
        <Button type="submit" tone="primary" isPending={isPending}>
          {t("complaints.do.approve")}
        </Button>
        <Button onPress={() => void act("refuse")}>{t("complaints.do.refuse")}</Button>
      </div>
    </form>
  );
}
