import { type ReactNode, useId, useState } from "react";
import { useT } from "@/i18n";
import { Button, isComposing, KeyHint, TextField } from "@/kit";
import styles from "./followups.module.css";

export interface RowOffer {
  id: string;
  label: string;
  detail?: string;
}

interface Props {
  label: string;
  placeholder: string;
  offers: readonly RowOffer[];
  /** The one that Enter takes while nothing is typed. */
  first?: RowOffer | undefined;
  text: string;
  onText: (text: string) => void;
  /** What the typed words mean, shown while they are typed. */
  meaning?: ReactNode;
  error?: string | undefined;
  action: string;
  isPending?: boolean;
  onOffer: (offer: RowOffer) => void;
  /** Enter on words of one's own. */
  onWords: () => void;
  onClose: () => void;
}

/** One question inside the row: the usual answers by number, or any other in words; Enter answers, Esc takes it back. */
export function RowQuestion(props: Props) {
  const { label, placeholder, offers, first, text, onText, meaning, error, action, isPending } = props;
  const { onOffer, onWords, onClose } = props;
  const t = useT();
  const id = useId();
  const [asked, setAsked] = useState(false);
  const number = /^[1-9]$/.exec(text.trim());
  const chosen = text.trim() === "" ? first : number ? offers[Number(number[0]) - 1] : undefined;

  function answer() {
    if (isPending) return;
    if (chosen) onOffer(chosen);
    else if (text.trim() === "") setAsked(true);
    else onWords();
  }

  return (
    <section
      aria-label={label}
      className={styles.question}
      onKeyDown={(event) => {
        if (isComposing(event) || event.defaultPrevented) return;
        if (event.key === "Escape") onClose();
        else if (event.key === "Enter" && event.target instanceof HTMLInputElement) answer();
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <ul className={styles.offers}>
        {offers.map((offer, at) => (
          <li key={offer.id}>
            <button
              type="button"
              data-chosen={offer === chosen}
              disabled={isPending}
              onClick={() => onOffer(offer)}
            >
              {at < 9 && <KeyHint keys={String(at + 1)} />}
              <span>{offer.label}</span>
              {offer.detail && <small>{offer.detail}</small>}
            </button>
          </li>
        ))}
      </ul>
      <div className={styles.words}>
        <TextField
          label={label}
          hideLabel
          placeholder={placeholder}
          value={text}
          onChange={(typed) => {
            setAsked(false);
            onText(typed);
          }}
          error={error ?? (asked ? t("errors.invalid.required") : undefined)}
          autoFocus
          aria-describedby={`${id}-meaning`}
        />
        <Button onPress={onClose}>{t("kit.cancel")}</Button>
        <Button tone="primary" isPending={isPending} onPress={answer}>
          {action} <KeyHint keys="enter" />
        </Button>
      </div>
      <p id={`${id}-meaning`} role="status" className={styles.meaning}>
        {chosen ? [chosen.label, chosen.detail].filter(Boolean).join(" · ") : meaning}
      </p>
    </section>
  );
}
