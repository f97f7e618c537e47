import { useState } from "react";
import { useAct } from "@/act";
import { useT } from "@/i18n";
import { type VoucherBatchDraft, type VoucherGives, vouchers } from "@/ipc";
import {
  AmountField,
  Button,
  DatePicker,
  Dialog,
  ErrorNotice,
  fieldProblem,
  NumberField,
  SegmentedControl,
  TextField,
} from "@/kit";
import styles from "../tiers.module.css";

const fields = [
  "name",
  "fen",
  "percent",
  "mostFen",
  "item",
  "worthFen",
  "thresholdFen",
  "until",
  "days",
  "note",
];
const fresh: Record<VoucherGives["kind"], VoucherGives> = {
  amount: { kind: "amount", fen: 0 },
  percent: { kind: "percent", percent: 10, mostFen: null },
  gift: { kind: "gift", item: "", worthFen: 0 },
};

/** Says what vouchers of a new batch will be. */
export function NewBatch({ onClose }: { onClose: () => void }) {
  const t = useT();
  const [draft, setDraft] = useState<VoucherBatchDraft>({
    name: "",
    gives: fresh.amount,
    thresholdFen: null,
    term: { kind: "afterIssue", days: 30 },
    note: "",
  });
  const change = (part: Partial<VoucherBatchDraft>) => setDraft((before) => ({ ...before, ...part }));
  const { act, isPending, error } = useAct(
    (op) => vouchers.addBatch(op, draft),
    () => t("tiers.vouchers.batchAdded"),
  );
  const problem = (field: string) => fieldProblem(t, error, field);
  return (
    <Dialog title={t("tiers.vouchers.newBatch")} isOpen onOpenChange={(open) => !open && onClose()}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void act(undefined).then((done) => done && onClose());
        }}
      >
        <TextField
          autoFocus
          label={t("tiers.vouchers.name")}
          value={draft.name}
          onChange={(name) => change({ name })}
          error={problem("name")}
        />
        <SegmentedControl
          label={t("tiers.vouchers.kind")}
          choices={(["amount", "percent", "gift"] as const).map((value) => ({
            value,
            label: t(`tiers.vouchers.kinds.${value}`),
          }))}
          value={draft.gives.kind}
          onChange={(kind) => change({ gives: fresh[kind] })}
        />
        <Gives
          key={draft.gives.kind}
          gives={draft.gives}
          onChange={(gives) => change({ gives })}
          problem={problem}
        />
        <AmountField
          label={t("tiers.vouchers.threshold")}
          optional
          fen={draft.thresholdFen}
          onChange={(thresholdFen) => change({ thresholdFen })}
          error={problem("thresholdFen")}
        />
        <Term term={draft.term} onChange={(term) => change({ term })} problem={problem} />
        <TextField
          label={t("tiers.vouchers.note")}
          optional
          value={draft.note}
          onChange={(note) => change({ note })}
          error={problem("note")}
        />
        {error !== undefined && !fields.some(problem) && <ErrorNotice error={error} />}
        <div className={styles.actions}>
          <Button onPress={onClose}>{t("kit.cancel")}</Button>
          <Button type="submit" tone="primary" isPending={isPending}>
            {t("tiers.vouchers.addBatch")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface GivesProps {
  gives: VoucherGives;
  onChange: (gives: VoucherGives) => void;
  problem: (field: string) => string | undefined;
}

function Gives({ gives, onChange, problem }: GivesProps) {
  const t = useT();
  switch (gives.kind) {
    case "amount":
      return (
        <AmountField
          label={t("tiers.vouchers.off")}
          fen={gives.fen || null}
          onChange={(fen) => onChange({ ...gives, fen: fen ?? 0 })}
          error={problem("fen")}
        />
      );
    case "percent":
      return (
        <div className={styles.pair}>
          <NumberField
            label={t("tiers.vouchers.percentOff")}
            value={gives.percent}
            minValue={1}
            maxValue={100}
            onChange={(percent) => onChange({ ...gives, percent: percent || 0 })}
            error={problem("percent")}
          />
          <AmountField
            label={t("tiers.vouchers.most")}
            optional
            fen={gives.mostFen}
            onChange={(mostFen) => onChange({ ...gives, mostFen })}
            error={problem("mostFen")}
          />
        </div>
      );
    case "gift":
      return (
        <div className={styles.pair}>
          <TextField
            label={t("tiers.vouchers.gift")}
            value={gives.item}
            onChange={(item) => onChange({ ...gives, item })}
            error={problem("item")}
          />
          <AmountField
            label={t("tiers.vouchers.giftWorth")}
            fen={gives.worthFen || null}
            onChange={(worthFen) => onChange({ ...gives, worthFen: worthFen ?? 0 })}
            error={problem("worthFen")}
          />
        </div>
      );
  }
}

interface TermProps {
  term: VoucherBatchDraft["term"];
  onChange: (term: VoucherBatchDraft["term"]) => void;
  problem: (field: string) => string | undefined;
}

function Term({ term, onChange, problem }: TermProps) {
  const t = useT();
  return (
    <>
      <SegmentedControl
        label={t("tiers.vouchers.termKind")}
        choices={(["afterIssue", "days"] as const).map((value) => ({
          value,
          label: t(`tiers.vouchers.terms.${value}`),
        }))}
        value={term.kind}
        onChange={(kind) =>
          onChange(kind === "days" ? { kind, from: null, until: null } : { kind, days: 30 })
        }
      />
      {term.kind === "days" ? (
        <div className={styles.pair}>
          <DatePicker
            label={t("tiers.vouchers.firstDay")}
            value={term.from}
            onChange={(from) => onChange({ ...term, from })}
          />
          <DatePicker
            label={t("tiers.vouchers.lastDay")}
            value={term.until}
            onChange={(until) => onChange({ ...term, until })}
            error={problem("until")}
          />
        </div>
      ) : (
        <NumberField
          label={t("tiers.vouchers.daysAfter")}
          value={term.days}
          minValue={1}
          onChange={(days) => onChange({ ...term, days: days || 0 })}
          error={problem("days")}
        />
      )}
    </>
  );
}
