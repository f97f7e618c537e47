import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { recurrenceWords } from "@/dates";
import { useLanguage, useT } from "@/i18n";
import type { FollowUpView } from "@/ipc";
import { Chip, Instant, Private, RelativeDay, useShopTime } from "@/kit";
import { InteractionIcon, reasonsWords } from "@/terms";
import styles from "./page.module.css";

/** A planned contact: what, when, why. */
export function FollowUpLine({ followUp, actions }: { followUp: FollowUpView; actions?: ReactNode }) {
  const t = useT();
  const language = useLanguage();
  const { today } = useShopTime();
  const late = followUp.rank.overdue;
  return (
    <div className={styles.followUp}>
      <span className={styles.followUpIcon}>
        <InteractionIcon kind={followUp.contact} />
      </span>
      <div className={styles.followUpText}>
        <span className={styles.followUpHead}>
          <strong>{t(`terms.interaction.${followUp.contact}`)}</strong>
          {late > 0 ? (
            <Chip tone="atrisk" icon={<CircleAlert aria-hidden="true" />}>
              {t("customers.followUps.overdue", { count: late })}
            </Chip>
          ) : (
            <RelativeDay ms={followUp.due} />
          )}
          <span className={styles.muted}>
            <Instant ms={followUp.due} style="dayTime" />
          </span>
          <span className={styles.muted}>{t(`terms.channel.${followUp.channel}`)}</span>
        </span>
        <p className={styles.muted}>{reasonsWords(t, language, today, followUp.reasons)}</p>
        {followUp.repeats && (
          <p className={styles.muted}>
            {t("customers.followUps.repeats", { words: recurrenceWords(t, followUp.repeats) })}
          </p>
        )}
        {followUp.note && (
          <p>
            <Private text={followUp.note} />
          </p>
        )}
      </div>
      {actions && <div className={styles.followUpActions}>{actions}</div>}
    </div>
  );
}
