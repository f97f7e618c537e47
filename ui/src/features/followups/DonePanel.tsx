import { Check } from "lucide-react";
import { useT } from "@/i18n";
import type { ContactOutcome } from "@/ipc";
import { Button, isComposing, KeyHint } from "@/kit";
import { OutcomeIcon, outcomes } from "@/terms";
import styles from "./followups.module.css";

/** What came of it, by one more key; Enter leaves that open. */
export function DonePanel({
  onDone,
  onClose,
}: {
  onDone: (outcome: ContactOutcome | null) => void;
  onClose: () => void;
}) {
  const t = useT();
  return (
    <section
      aria-label={t("followups.outcomeLabel")}
      className={styles.question}
      onKeyDown={(event) => {
        if (isComposing(event) || event.ctrlKey || event.altKey || event.metaKey) return;
        const outcome = /^[1-9]$/.test(event.key) ? outcomes[Number(event.key) - 1] : undefined;
        if (event.key === "Escape") onClose();
        else if (outcome) onDone(outcome);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <div className={styles.actions}>
        <Button autoFocus tone="primary" icon={<Check />} onPress={() => onDone(null)}>
          {t("followups.complete")} <KeyHint keys="enter" />
        </Button>
        {outcomes.map((outcome, at) => (
          <Button key={outcome} icon={<OutcomeIcon outcome={outcome} />} onPress={() => onDone(outcome)}>
            {t(`terms.outcome.${outcome}`)} <KeyHint keys={String(at + 1)} />
          </Button>
        ))}
        <Button tone="quiet" onPress={onClose}>
          {t("kit.cancel")} <KeyHint keys="escape" />
        </Button>
      </div>
    </section>
  );
}
