import { CircleUserRound, Hourglass, RotateCcw, Siren, Stamp } from "lucide-react";
import { SeverityChip, SlaChip } from "@/complaint";
import { useT } from "@/i18n";
import type { ComplaintCard } from "@/ipc";
import { Chip, Private } from "@/kit";
import { ChannelIcon } from "@/terms";
import styles from "./board.module.css";

interface Props {
  card: ComplaintCard;
  /** Open time that has passed since the board was read, in milliseconds. */
  elapsed: number;
  isActive: boolean;
  onActivate: () => void;
  onOpen: () => void;
  onDrag: (card: ComplaintCard | undefined) => void;
}

/** One complaint: how long there is left, whose it is, what happened, and who sees to it. */
export function BoardCard({ card, elapsed, isActive, onActivate, onOpen, onDrag }: Props) {
  const t = useT();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the board's own keys open it
    <article
      data-card={card.id}
      data-active={isActive || undefined}
      tabIndex={isActive ? 0 : -1}
      aria-label={`#${card.number} ${card.customerName}`}
      className={styles.card}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", `#${card.number}`);
        onDrag(card);
      }}
      onDragEnd={() => onDrag(undefined)}
      onFocus={onActivate}
      onClick={onOpen}
    >
      <p className={styles.marks}>
        {card.sla && (
          <SlaChip
            sla={card.sla}
            clock={card.clock}
            leftMs={card.leftMs === null ? null : card.leftMs - elapsed}
          />
        )}
        {card.asked && (
          <Chip tone="soon" icon={<Stamp aria-hidden="true" />}>
            {t("complaints.waitsForYes")}
          </Chip>
        )}
      </p>
      <p className={styles.who}>
        <strong>{card.customerName}</strong>
        <span className={styles.number}>#{card.number}</span>
      </p>
      <p className={styles.what}>
        <Private text={card.what} />
      </p>
      <p className={styles.foot}>
        <SeverityChip severity={card.severity} />
        <span className={styles.icons}>
          {card.waiting !== null && <Hourglass aria-label={t("complaints.waitsForThem")} />}
          {card.escalation > 0 && <Siren aria-label={t("complaints.escalated")} />}
          {card.reopened > 0 && <RotateCcw aria-label={t("complaints.wasReopened")} />}
          <span title={t(`terms.channel.${card.channel}`)}>
            <ChannelIcon channel={card.channel} />
          </span>
        </span>
        <span className={styles.owner}>
          {card.owner ? (
            <>
              <CircleUserRound aria-hidden="true" />
              {card.owner}
            </>
          ) : (
            t("complaints.nobody")
          )}
        </span>
      </p>
    </article>
  );
}
