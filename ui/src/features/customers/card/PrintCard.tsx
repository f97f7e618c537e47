import { useQuery } from "@tanstack/react-query";
import { Printer } from "lucide-react";
import { useState } from "react";
import { useTellProblem } from "@/act";
import { useT } from "@/i18n";
import { type CustomerCard, type InteractionView, print } from "@/ipc";
import {
  Button,
  Checkbox,
  Dialog,
  ErrorNotice,
  KeyHint,
  Printed,
  ShowPhones,
  Skeleton,
  usePrivate,
} from "@/kit";
import { type CustomerId, cardOf } from "../queries";
import styles from "./print.module.css";
import { Sheet } from "./Sheet";

interface Props {
  customer: CustomerId;
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
}

/** The customer's card on A5: seen first, with the notes that are to be on it. */
export function PrintCard({ customer, isOpen, onOpenChange }: Props) {
  const t = useT();
  const card = useQuery({ ...cardOf(customer), enabled: isOpen });
  return (
    <Dialog title={t("customers.print.title")} size="large" isOpen={isOpen} onOpenChange={onOpenChange}>
      {card.error && <ErrorNotice error={card.error} onRetry={() => void card.refetch()} />}
      {!card.data && !card.error && <Skeleton lines={8} />}
      {card.data && <Choose card={card.data} />}
    </Dialog>
  );
}

function Choose({ card }: { card: CustomerCard }) {
  const t = useT();
  const hide = usePrivate(true);
  const tell = useTellProblem();
  const notes = [...card.pinned, ...(card.lastNote ? [card.lastNote] : [])];
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set(card.lastNote ? [card.lastNote.id] : []));
  const [withNote, setWithNote] = useState(true);
  const toggle = ({ id }: InteractionView) =>
    setLeft((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  return (
    <div className={styles.choose}>
      <div className={styles.options}>
        <p className={styles.muted}>
          {t("customers.print.masked")} <ShowPhones />
        </p>
        {card.note && (
          <Checkbox isSelected={withNote} onChange={setWithNote}>
            <span className={styles.option}>{hide(card.note)}</span>
          </Checkbox>
        )}
        {notes.map((found) => (
          <Checkbox key={found.id} isSelected={!left.has(found.id)} onChange={() => toggle(found)}>
            <span className={styles.option}>{hide(found.note) || t(`terms.interaction.${found.kind}`)}</span>
          </Checkbox>
        ))}
        <Button
          autoFocus
          tone="primary"
          icon={<Printer aria-hidden="true" />}
          onPress={() => void print().catch(tell)}
        >
          {t("customers.print.print")} <KeyHint keys="enter" />
        </Button>
      </div>
      <Printed size="a5">
        <Sheet card={card} withNote={withNote} notes={notes.filter(({ id }) => !left.has(id))} />
      </Printed>
    </div>
  );
}
