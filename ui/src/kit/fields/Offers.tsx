import type { ReactNode, Ref } from "react";
import { useT } from "@/i18n";
import styles from "./offers.module.css";

export interface Offer {
  word: string;
  detail?: ReactNode;
}

interface Props {
  offers: readonly Offer[];
  onTake: (word: string) => void;
  ref?: Ref<HTMLUListElement>;
}

/** Words in use, below the box where one is typed: one press takes one. */
export function Offers({ offers, onTake, ref }: Props) {
  const t = useT();
  if (offers.length === 0) return null;
  return (
    <ul ref={ref} aria-label={t("kit.inUse")} className={styles.offers}>
      {offers.map(({ word, detail }) => (
        <li key={word}>
          <button type="button" title={word} onClick={() => onTake(word)}>
            <span>{word}</span>
            {detail}
          </button>
        </li>
      ))}
    </ul>
  );
}
