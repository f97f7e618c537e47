import { useState } from "react";
import { useAct } from "@/act";
import { useT } from "@/i18n";
import { type PurchaseDraft, purchases, shop } from "@/ipc";
import {
  Button,
  DatePicker,
  ErrorNotice,
  fieldProblem,
  isComposing,
  KeyHint,
  momentOn,
  problemOf,
  readFen,
  SegmentedControl,
  TextField,
  useShopTime,
  useShortcut,
} from "@/kit";
import type { CustomerId } from "../queries";
import styles from "./page.module.css";

const fields = ["amountFen", "item", "orderNo", "at"];
/** An earlier purchase whose hour nobody asks for. */
const noon = 12;

/** Enters a purchase or a refund by hand. */
export function PurchaseForm({ customer, onClose }: { customer: CustomerId; onClose: () => void }) {
  const t = useT();
  const { zone, today } = useShopTime();
  const [kind, setKind] = useState<"purchase" | "refund">("purchase");
  const [amount, setAmount] = useState("");
  const [day, setDay] = useState<string | null>(today);
  const [item, setItem] = useState("");
  const [orderNo, setOrderNo] = useState("");
  const [error, setError] = useState<unknown>();
  const [saving, setSaving] = useState(false);
  /** The refund, in fen, that is more than was ever paid; a second press means it. */
  const [asked, setAsked] = useState<number>();
  const { run: add } = useAct(
    (op, draft: PurchaseDraft) => purchases.add(op, customer, draft),
    () => t(kind === "refund" ? "customers.purchase.refunded" : "customers.purchase.added"),
  );

  async function save() {
    if (saving) return;
    setSaving(true);
    setError(undefined);
    // Nothing readable is no amount, which Rust refuses in words.
    const fen = readFen(amount) ?? 0;
    const amountFen = kind === "refund" ? -fen : fen;
    try {
      const at = day === null || day === today ? (await shop.status()).now : momentOn(day, zone, noon);
      await add({ at, amountFen, item, orderNo, beyondPaid: amountFen === asked });
      onClose();
    } catch (thrown) {
      setError(thrown);
      setAsked(problemOf(thrown).kind === "refundBeyondPaid" ? amountFen : undefined);
      setSaving(false);
    }
  }
  /** Another amount is another question. */
  function forget() {
    if (asked === undefined) return;
    setAsked(undefined);
    setError(undefined);
  }

  useShortcut({
    keys: "mod+enter",
    label: t("customers.purchase.save"),
    run: () => void save(),
    inFields: true,
  });

  const hasPlace = fields.some((field) => fieldProblem(t, error, field));
  return (
    <form
      className={styles.composer}
      aria-label={t("customers.purchase.title")}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && isComposing(event)) event.preventDefault();
        if (event.key === "Escape" && !event.defaultPrevented) onClose();
      }}
    >
      <SegmentedControl
        label={t("customers.purchase.kind")}
        hideLabel
        choices={[
          { value: "purchase", label: t("customers.timeline.purchase") },
          { value: "refund", label: t("customers.timeline.refund") },
        ]}
        value={kind}
        onChange={(next) => {
          setKind(next);
          forget();
        }}
      />
      <div className={styles.purchaseFields}>
        <TextField
          label={t("customers.purchase.amount")}
          value={amount}
          onChange={(text) => {
            setAmount(text);
            forget();
          }}
          inputMode="decimal"
          autoComplete="off"
          error={fieldProblem(t, error, "amountFen")}
          autoFocus
        />
        <DatePicker
          label={t("customers.purchase.day")}
          value={day}
          onChange={setDay}
          max={today}
          error={fieldProblem(t, error, "at")}
        />
        <TextField
          label={t("customers.purchase.item")}
          optional
          value={item}
          onChange={setItem}
          error={fieldProblem(t, error, "item")}
        />
        <TextField
          label={t("customers.purchase.orderNo")}
          optional
          value={orderNo}
          onChange={setOrderNo}
          error={fieldProblem(t, error, "orderNo")}
        />
      </div>
      {error !== undefined && !hasPlace && <ErrorNotice error={error} />}
      <div className={styles.composerActions}>
        <Button onPress={onClose}>{t("kit.cancel")}</Button>
        <Button type="submit" tone="primary" isPending={saving}>
          {t(asked === undefined ? "customers.purchase.save" : "customers.purchase.saveAnyway")}{" "}
          <KeyHint keys="enter" />
        </Button>
      </div>
    </form>
  );
}
