import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "@/i18n";
import type { ComplaintView, Id, Remedy } from "@/ipc";
import { AmountField, Button, isComposing, NumberField, SegmentedControl, Select, TextField } from "@/kit";
import { benefits } from "../queries";
import styles from "./page.module.css";

const kinds = ["refund", "points", "gift", "redo", "benefit"] as const satisfies Remedy["kind"][];
type Kind = (typeof kinds)[number];

/** A remedy that is in no catalogue. */
export function NewRemedy({ view, onAdd }: { view: ComplaintView; onAdd: (remedy: Remedy) => void }) {
  const t = useT();
  const [kind, setKind] = useState<Kind>(view.purchase ? "refund" : "points");
  const [typed, setTyped] = useState<number | null>(null);
  const fen = typed ?? 0;
  const [points, setPoints] = useState(100);
  const [text, setText] = useState("");
  const [benefit, setBenefit] = useState<Id<"BenefitId"> | null>(null);
  const { data: all = [] } = useQuery(benefits());
  function remedy(): Remedy | undefined {
    switch (kind) {
      case "refund":
        return fen > 0 ? { kind, purchase: view.purchase, fen } : undefined;
      case "points":
        return points > 0 ? { kind, points } : undefined;
      case "gift":
        // What it costs counts against the limit, so it must be said.
        return text.trim() && typed !== null ? { kind, item: text.trim(), worthFen: fen } : undefined;
      case "redo":
        return text.trim() ? { kind, what: text.trim(), day: null, costFen: fen } : undefined;
      case "benefit":
        return benefit ? { kind, benefit } : undefined;
    }
  }
  const made = remedy();
  // Money goes back on a purchase, so there must be one; a benefit is one of the shop's.
  const offered = kinds.filter(
    (each) => (each !== "refund" || view.purchase !== null) && (each !== "benefit" || all.length > 0),
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the fields inside
    <div
      className={styles.newRemedy}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || isComposing(event) || !(event.target instanceof HTMLInputElement))
          return;
        // It adds what is typed here, and does not send the whole offer.
        event.preventDefault();
        event.stopPropagation();
        if (made) onAdd(made);
      }}
    >
      <SegmentedControl
        label={t("complaints.remedyKind")}
        hideLabel
        choices={offered.map((value) => ({ value, label: t(`complaints.kind.${value}`) }))}
        value={kind}
        onChange={setKind}
      />
      <div className={styles.said}>
        {(kind === "gift" || kind === "redo") && (
          <TextField label={t(`complaints.${kind}What`)} value={text} onChange={setText} />
        )}
        {kind === "points" && (
          <NumberField
            label={t("complaints.points")}
            value={points}
            minValue={1}
            maxValue={10_000_000}
            onChange={setPoints}
          />
        )}
        {kind === "benefit" && (
          <Select
            label={t("complaints.benefit")}
            options={all.map(({ id, name }) => ({ value: id, label: name }))}
            value={benefit}
            onChange={setBenefit}
          />
        )}
        {(kind === "refund" || kind === "gift" || kind === "redo") && (
          <AmountField
            label={t(kind === "refund" ? "complaints.amountBack" : "complaints.worth")}
            fen={typed}
            onChange={setTyped}
          />
        )}
        <Button isDisabled={made === undefined} onPress={() => made && onAdd(made)}>
          {t("complaints.addRemedy")}
        </Button>
      </div>
    </div>
  );
}
