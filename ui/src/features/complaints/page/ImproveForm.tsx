import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAct } from "@/act";
import { setMyName, useMyName, WhoField } from "@/complaint";
import { useT } from "@/i18n";
import { type ComplaintView, complaints, type Id, type ImproveDraft } from "@/ipc";
import {
  Button,
  DatePicker,
  dayOf,
  ErrorNotice,
  fieldProblem,
  isComposing,
  KeyHint,
  momentOn,
  RadioGroup,
  Select,
  TextArea,
  useShopTime,
  useShortcut,
} from "@/kit";
import { causeOptions } from "../causes";
import { complaintRules } from "../queries";
import { intoSight } from "./intoSight";
import styles from "./page.module.css";

interface Props {
  view: ComplaintView;
  onClose: () => void;
}

const fresh = "new";
const noon = 12;
const aWeekMs = 7 * 86_400_000;
const placed = ["by", "cause", "root", "measure", "owner", "due"];

/** Why it happened and what is done about it; or a measure that was taken before does here too. */
export function ImproveForm({ view, onClose }: Props) {
  const t = useT();
  const me = useMyName();
  const { today, zone } = useShopTime();
  const { data: rules } = useQuery(complaintRules());
  const [by, setBy] = useState(me);
  const [which, setWhich] = useState<string>(fresh);
  const [cause, setCause] = useState<Id<"CauseId"> | null>(view.cause);
  const [root, setRoot] = useState("");
  const [measure, setMeasure] = useState("");
  const [owner, setOwner] = useState(me);
  const [due, setDue] = useState(() => dayOf(momentOn(today, zone, noon) + aWeekMs, zone));
  const { id } = view.card;
  const done = () => t("complaints.did.improve");
  const taken = useAct(
    (op, improvement: Id<"ImprovementId">) =>
      complaints.step(op, id, by, [{ act: { kind: "improve", improvement } }]),
    done,
  );
  const made = useAct((op, draft: ImproveDraft) => complaints.improve(op, id, by, draft), done);
  const open = view.measures.filter((each) => !view.improvements.some((other) => other.id === each.id));
  const error = which === fresh ? made.error : taken.error;
  const [lacksCause, setLacksCause] = useState(false);
  async function save() {
    setMyName(by);
    if (which !== fresh) {
      if (await taken.act(which as Id<"ImprovementId">)) onClose();
      return;
    }
    if (!cause) return setLacksCause(true);
    if (await made.act({ cause, root, measure, owner, due })) onClose();
  }
  useShortcut({ keys: "mod+enter", label: t("complaints.save"), run: () => void save(), inFields: true });
  const isPlaced = placed.some((field) => fieldProblem(t, error, field));
  return (
    <form
      className={styles.step}
      aria-label={t("complaints.do.improve")}
      ref={intoSight}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented || isComposing(event)) return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>{t("complaints.do.improve")}</h2>
      <p className={styles.muted}>{t("complaints.explain.improve")}</p>
      {open.length > 0 && (
        <RadioGroup
          label={t("complaints.whichMeasure")}
          choices={[
            { value: fresh, label: t("complaints.newMeasure") },
            ...open.map((each) => ({ value: each.id as string, label: each.measure })),
          ]}
          value={which}
          onChange={setWhich}
        />
      )}
      {which === fresh && (
        <>
          <Select
            label={t("complaints.cause")}
            options={causeOptions(rules?.causes ?? [])}
            value={cause}
            onChange={(next) => {
              setCause(next as Id<"CauseId">);
              setLacksCause(false);
            }}
            {...(lacksCause ? { error: t("errors.invalid.required") } : {})}
          />
          <TextArea
            autoFocus
            label={t("complaints.root")}
            placeholder={t("complaints.rootPlaceholder")}
            rows={2}
            value={root}
            onChange={setRoot}
            error={fieldProblem(t, error, "root")}
          />
          <TextArea
            label={t("complaints.measure")}
            placeholder={t("complaints.measurePlaceholder")}
            rows={2}
            value={measure}
            onChange={setMeasure}
            error={fieldProblem(t, error, "measure")}
          />
          <div className={styles.said}>
            <WhoField
              label={t("complaints.measureOwner")}
              value={owner}
              onChange={setOwner}
              error={fieldProblem(t, error, "owner")}
            />
            <DatePicker
              label={t("complaints.measureDue")}
              value={due}
              onChange={(next) => next && setDue(next)}
              error={fieldProblem(t, error, "due")}
            />
          </div>
        </>
      )}
      <div className={styles.said}>
        <WhoField
          label={t("complaints.by")}
          value={by}
          onChange={setBy}
          error={fieldProblem(t, error, "by")}
        />
      </div>
      {error !== undefined && !isPlaced && <ErrorNotice error={error} />}
      <div className={styles.buttons}>
        <Button type="submit" tone="primary" isPending={made.isPending || taken.isPending}>
          {t("complaints.do.improve")} <KeyHint keys="mod+enter" />
        </Button>
        <Button tone="quiet" onPress={onClose}>
          {t("kit.cancel")}
        </Button>
      </div>
    </form>
  );
}
