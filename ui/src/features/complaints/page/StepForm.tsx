import { useState } from "react";
import { useAct } from "@/act";
import { setMyName, useMyName, WhoField } from "@/complaint";
import { useT } from "@/i18n";
import { type Channel, type ComplaintView, complaints, type StepDraft } from "@/ipc";
import {
  Button,
  Checkbox,
  ErrorNotice,
  fieldProblem,
  isComposing,
  KeyHint,
  problemOf,
  Select,
  TextArea,
  TextField,
  useShortcut,
} from "@/kit";
import { channels } from "@/terms";
import type { PersonAct } from "../workflow";
import { actDraft, type Choice, offerFrom, startOf } from "./actDraft";
import { Choices } from "./Choices";
import { ImproveForm } from "./ImproveForm";
import { intoSight } from "./intoSight";
import { OfferFields } from "./OfferFields";
import styles from "./page.module.css";
import { useRemedyWords } from "./remedyWords";
import { Sayings } from "./Sayings";

interface Props {
  view: ComplaintView;
  act: PersonAct;
  onClose: () => void;
}

const speaking: readonly PersonAct[] = ["answer", "update", "propose", "followUp", "tellBack"];
const withEmpathy: readonly PersonAct[] = ["answer", "update", "propose"];
const placed = ["by", "passphrase", "words", "channel", "to", "into", "severity", "cause", "noneBecause"];

/** A step, asked for in one place: what is said or why, over which channel, by whom. */
export function StepForm(props: Props) {
  return props.act === "improve" ? <ImproveForm {...props} /> : <PlainStep {...props} />;
}

function PlainStep({ view, act, onClose }: Props) {
  const t = useT();
  const me = useMyName();
  const [by, setBy] = useState(me);
  const [words, setWords] = useState("");
  const [channel, setChannel] = useState<Channel>(view.card.channel);
  const [empathy, setEmpathy] = useState(false);
  const [atOnce, setAtOnce] = useState(false);
  const [choice, setChoice] = useState<Choice>(() => startOf(view));
  const [script, setScript] = useState<StepDraft["script"]>(null);
  const [passphrase, setPassphrase] = useState("");
  const [asking, setAsking] = useState(false);
  const named = useRemedyWords(view);
  const offered = act === "propose" ? choice.remedies.map(named).join(t("customers.listComma")) : "";
  const speaks = speaking.includes(act);
  const { id } = view.card;
  const step = useAct(
    (op, steps: StepDraft[]) => complaints.step(op, id, by, steps),
    (steps) => t(`complaints.did.${steps.at(-1)?.act.kind === "ask" ? "ask" : atOnce ? "agree" : act}`),
  );
  const above = step.error !== undefined && problemOf(step.error).kind === "needsApproval";

  async function save() {
    setMyName(by);
    if (asking) {
      const done = await step.act([
        { act: { kind: "ask", offer: offerFrom(choice), worthFen: null }, words },
      ]);
      if (done) onClose();
      return;
    }
    const draft: StepDraft = {
      act: actDraft(act, choice, empathy),
      words,
      channel: speaks ? channel : null,
      script,
      passphrase: passphrase === "" ? null : passphrase,
    };
    const steps = act === "propose" && atOnce ? [draft, { act: { kind: "agree" } } as StepDraft] : [draft];
    const done = await step.act(steps);
    if (done) onClose();
  }
  useShortcut({ keys: "mod+enter", label: t("complaints.save"), run: () => void save(), inFields: true });
  const isPlaced = placed.some((field) => fieldProblem(t, step.error, field));

  return (
    <form
      className={styles.step}
      aria-label={t(`complaints.do.${act}`)}
      ref={intoSight}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && isComposing(event)) event.preventDefault();
        if (event.key === "Escape" && !event.defaultPrevented && !isComposing(event)) {
          event.preventDefault();
          event.stopPropagation();
          onClose();
        }
      }}
    >
      <h2>{t(`complaints.do.${act}`)}</h2>
      <p className={styles.muted}>{t(`complaints.explain.${act}`)}</p>
      {act === "propose" && (
        <OfferFields view={view} choice={choice} onChange={setChoice} error={step.error} />
      )}
      <Choices view={view} act={act} choice={choice} onChange={setChoice} error={step.error} />
      {speaks && !asking && (
        <Sayings
          view={view}
          act={act}
          channel={channel}
          known={offered ? { remedy: offered } : {}}
          onUse={(text, used) => {
            setWords(text);
            setScript(used);
            // The shop's own words for a first answer begin with being sorry.
            if (act === "answer") setEmpathy(true);
          }}
        />
      )}
      <div className={styles.said}>
        {speaks && !asking && (
          <Select
            label={t("complaints.channel")}
            options={channels.map((value) => ({ value, label: t(`terms.channel.${value}`) }))}
            value={channel}
            onChange={setChannel}
          />
        )}
        <WhoField
          label={t("complaints.by")}
          value={by}
          onChange={setBy}
          error={fieldProblem(t, step.error, "by")}
        />
      </div>
      {(passphrase !== "" || fieldProblem(t, step.error, "passphrase", "complaint")) && (
        <TextField
          type="password"
          autoComplete="off"
          label={t("complaints.passphrase")}
          description={t("complaints.passphraseGive", { name: by })}
          value={passphrase}
          onChange={setPassphrase}
          error={fieldProblem(t, step.error, "passphrase", "complaint")}
        />
      )}
      <TextArea
        label={t(
          asking ? "complaints.askWhy" : speaks ? "complaints.said" : `complaints.wordsFor.${wordsFor(act)}`,
        )}
        optional={!speaks && !asking && wordsFor(act) === "remark"}
        autoFocus
        rows={speaks ? 5 : 3}
        value={words}
        onChange={setWords}
        error={fieldProblem(t, step.error, "words")}
      />
      {withEmpathy.includes(act) && !asking && (
        <Checkbox isSelected={empathy} onChange={setEmpathy}>
          {t("complaints.empathy")}
        </Checkbox>
      )}
      {act === "propose" && !asking && (
        <Checkbox isSelected={atOnce} onChange={setAtOnce}>
          {t("complaints.atOnce")}
        </Checkbox>
      )}
      {step.error !== undefined && !isPlaced && <ErrorNotice error={step.error} />}
      <div className={styles.buttons}>
        <Button type="submit" tone="primary" isPending={step.isPending}>
          {t(asking ? "complaints.sendAsk" : `complaints.do.${act}`)} <KeyHint keys="mod+enter" />
        </Button>
        {above && !asking && (
          <Button
            onPress={() => {
              setAsking(true);
              setWords("");
              step.forget();
            }}
          >
            {t("complaints.do.ask")}
          </Button>
        )}
        <Button tone="quiet" onPress={onClose}>
          {t("kit.cancel")} <KeyHint keys="escape" />
        </Button>
      </div>
    </form>
  );
}

/** What the words of a step that says nothing to the customer are: a reason, or a remark. */
function wordsFor(act: PersonAct): "reason" | "waitFor" | "wrong" | "note" | "remark" {
  switch (act) {
    case "wait":
      return "waitFor";
    case "reopen":
      return "wrong";
    case "withdraw":
    case "setSeverity":
      return "reason";
    case "note":
    case "counter":
      return "note";
    default:
      return "remark";
  }
}
