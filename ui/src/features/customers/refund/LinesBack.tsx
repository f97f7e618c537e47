import { useLanguage, useT } from "@/i18n";
import type { LineView } from "@/ipc";
import { Button, Checkbox, formatNumber, Money, NumberField } from "@/kit";
import { type Chosen, leftOf } from "./draft";
import styles from "./refund.module.css";

/** One piece, in thousandths. */
const piece = 1_000;

interface Props {
  /** What stays of each line, in its place. */
  lines: readonly LineView[];
  chosen: Chosen;
  onChange: (chosen: Chosen) => void;
}

/** The lines of a purchase, each whole or in part; those that came back before are there and cannot be chosen. */
export function LinesBack({ lines, chosen, onChange }: Props) {
  const t = useT();
  const left = leftOf(lines);
  const set = (at: number, milli: number | undefined) => {
    const next = new Map(chosen);
    if (milli === undefined) next.delete(at);
    else next.set(at, milli);
    onChange(next);
  };
  return (
    <div className={styles.lines}>
      <ul aria-label={t("customers.refund.byLines")}>
        {lines.map((line, at) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by its place on the purchase.
            key={at}
          >
            <Line line={line} milli={chosen.get(at)} onChange={(milli) => set(at, milli)} />
          </li>
        ))}
      </ul>
      {left.length > 1 && (
        <Button
          size="small"
          tone="quiet"
          onPress={() => onChange(new Map(left.map(({ at, quantityMilli }) => [at, quantityMilli])))}
        >
          {t("customers.refund.chooseAll")}
        </Button>
      )}
    </div>
  );
}

interface LineProps {
  line: LineView;
  /** How much of it comes back; none while it is not chosen. */
  milli: number | undefined;
  onChange: (milli: number | undefined) => void;
}

function Line({ line, milli, onChange }: LineProps) {
  const t = useT();
  const language = useLanguage();
  const item = line.item || t("customers.refund.unnamed");
  const isGone = line.quantityMilli <= 0;
  const quantity = formatNumber(line.quantityMilli / piece, language);
  return (
    <>
      <Checkbox
        isSelected={milli !== undefined}
        isDisabled={isGone}
        onChange={(isOn) => onChange(isOn ? line.quantityMilli : undefined)}
      >
        <span className={styles.item}>{item}</span>
      </Checkbox>
      <span className={styles.left}>
        {isGone ? (
          t("customers.refund.gone")
        ) : (
          <>
            {t("customers.refund.left", { quantity })} · <Money fen={line.amountFen} />
          </>
        )}
      </span>
      {milli !== undefined && line.quantityMilli !== piece && (
        <span className={styles.quantity}>
          <NumberField
            label={t("customers.refund.quantity", { item })}
            hideLabel
            minValue={0}
            maxValue={line.quantityMilli / piece}
            formatOptions={{ maximumFractionDigits: 3 }}
            value={milli / piece}
            onChange={(next) => onChange(Math.round((next || 0) * piece))}
          />
        </span>
      )}
    </>
  );
}
