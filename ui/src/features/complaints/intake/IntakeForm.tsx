import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useAct } from "@/act";
import { setMyName, severities, useMyName, WhoField } from "@/complaint";
import { useT } from "@/i18n";
import { type Channel, complaints, type Id, type IntakeDraft, type Severity } from "@/ipc";
import {
  Button,
  ErrorNotice,
  fieldProblem,
  isComposing,
  KeyHint,
  SegmentedControl,
  Select,
  TextArea,
  TextField,
  useShortcut,
} from "@/kit";
import { ChannelIcon, channels } from "@/terms";
import { causeOptions } from "../causes";
import { type ComplaintId, complaintRules } from "../queries";
import { Hints } from "./Hints";
import styles from "./intake.module.css";
import { Photos } from "./Photos";
import { useKeepPhotos } from "./useKeepPhotos";
import { usePurchases } from "./usePurchases";
import { When } from "./When";
import { type Found, Whose } from "./Whose";

interface Props {
  customer: Id<"CustomerId"> | null;
  onClose: () => void;
  onTaken: (id: ComplaintId) => void;
}

const placed = ["what", "item", "wish", "by", "received", "phone", "name"];
const none = "";

const nothing = { what: "", item: "", wish: "" };

/** What was typed outlives an accidental Esc; a complaint that was taken down empties it. */
let kept = nothing;

/** Whose, over which channel, what happened, what they wish for: a phone call long, Ctrl+Enter at the end. */
export function IntakeForm({ customer, onClose, onTaken }: Props) {
  const t = useT();
  const me = useMyName();
  const [whose, setWhose] = useState<Found | null>(customer ? { kind: "known", id: customer } : null);
  const [channel, setChannel] = useState<Channel>("phone");
  const whatField = useRef<HTMLTextAreaElement>(null);
  const [what, setWhat] = useState(kept.what);
  const [item, setItem] = useState(kept.item);
  const [purchase, setPurchase] = useState<string>(none);
  const [wish, setWish] = useState(kept.wish);
  const [severity, setSeverity] = useState<Severity>();
  const [cause, setCause] = useState<string>(none);
  const [received, setReceived] = useState<number | null>(null);
  const [by, setBy] = useState(me);
  const [owner, setOwner] = useState("");
  const [lacksWho, setLacksWho] = useState(false);
  useEffect(() => {
    kept = { what, item, wish };
  }, [what, item, wish]);
  const { data: rules } = useQuery(complaintRules());
  const known = whose?.kind === "known" ? whose.id : null;
  const bought = usePurchases(known);
  const photos = useKeepPhotos();
  const chosen = purchase === none ? null : (purchase as Id<"PurchaseId">);
  const { act, isPending, error } = useAct(
    (op, draft: IntakeDraft) => complaints.open(op, draft),
    () => t("complaints.takenDown"),
  );

  async function save() {
    if (!whose) return setLacksWho(true);
    setMyName(by);
    const done = await act({
      who:
        whose.kind === "known"
          ? { kind: "known", id: whose.id }
          : { kind: "new", draft: { name: whose.name, phone: whose.phone } },
      channel,
      what,
      item: item || (bought.find(({ id }) => id === purchase)?.item ?? ""),
      purchase: chosen,
      wish,
      severity: severity ?? null,
      cause: cause === none ? null : (cause as Id<"CauseId">),
      received,
      by,
      owner,
    });
    const opened = done?.answer;
    if (!opened) return;
    kept = nothing;
    await photos.keep(opened.customer, opened.id, by);
    onTaken(opened.id);
  }
  useShortcut({ keys: "mod+enter", label: t("complaints.save"), run: () => void save(), inFields: true });
  const isPlaced = placed.some((field) => fieldProblem(t, error, field));

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && isComposing(event)) event.preventDefault();
      }}
    >
      <div className={styles.fields}>
        <Whose
          value={whose}
          onChange={(next) => {
            setWhose(next);
            if (next?.kind === "known") whatField.current?.focus();
            setLacksWho(false);
            setPurchase(none);
          }}
          lacks={lacksWho}
          error={error}
        />
        <SegmentedControl
          label={t("complaints.channel")}
          choices={channels.map((value) => ({
            value,
            label: t(`terms.channel.${value}`),
            icon: <ChannelIcon channel={value} />,
          }))}
          value={channel}
          onChange={setChannel}
        />
        <TextArea
          label={t("complaints.what")}
          ref={whatField}
          autoFocus={customer !== null}
          placeholder={t("complaints.whatPlaceholder")}
          rows={4}
          value={what}
          onChange={setWhat}
          error={fieldProblem(t, error, "what")}
        />
        <div className={styles.two}>
          {bought.length > 0 ? (
            <Select
              label={t("complaints.purchase")}
              options={[
                { value: none, label: t("complaints.noPurchase") },
                ...bought.map(({ id, label }) => ({ value: id as string, label })),
              ]}
              value={purchase}
              onChange={setPurchase}
            />
          ) : null}
          <TextField
            label={t("complaints.item")}
            optional
            value={item}
            onChange={setItem}
            error={fieldProblem(t, error, "item")}
          />
        </div>
        <TextField
          label={t("complaints.wish")}
          optional
          placeholder={t("complaints.wishPlaceholder")}
          value={wish}
          onChange={setWish}
          error={fieldProblem(t, error, "wish")}
        />
        <div className={styles.two}>
          <WhoField
            label={t("complaints.by")}
            value={by}
            onChange={setBy}
            error={fieldProblem(t, error, "by")}
          />
          <WhoField
            label={t("complaints.owner")}
            optional
            description={t("complaints.ownerHint")}
            value={owner}
            onChange={setOwner}
          />
        </div>
        <div className={styles.two}>
          <Select
            label={t("complaints.cause")}
            options={[
              { value: none, label: t("complaints.causeLater") },
              ...causeOptions(rules?.causes ?? []),
            ]}
            value={cause}
            onChange={setCause}
          />
          <When value={received} onChange={setReceived} error={fieldProblem(t, error, "received")} />
        </div>
        <Photos photos={photos} />
      </div>
      <Hints customer={known} words={`${what} ${wish}`} purchase={chosen}>
        {(proposed) => (
          <SegmentedControl
            label={t("complaints.severity")}
            choices={severities.map((value) => ({
              value,
              label: t(`terms.severity.${value}`),
            }))}
            value={severity ?? proposed}
            onChange={setSeverity}
          />
        )}
      </Hints>
      <div className={styles.foot}>
        {error !== undefined && !isPlaced && <ErrorNotice error={error} />}
        {photos.error !== undefined && <ErrorNotice error={photos.error} />}
        <Button onPress={onClose}>{t("kit.cancel")}</Button>
        <Button type="submit" tone="primary" isPending={isPending}>
          {t("complaints.save")} <KeyHint keys="mod+enter" />
        </Button>
      </div>
    </form>
  );
}
