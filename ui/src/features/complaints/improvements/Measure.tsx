import {
  CalendarClock,
  Check,
  ChevronDown,
  ChevronRight,
  CircleCheck,
  MessageCircle,
  RotateCcw,
  TimerOff,
} from "lucide-react";
import { useId, useState } from "react";
import { useT } from "@/i18n";
import type { ImprovementView } from "@/ipc";
import { Button, Chip, Day, Instant, RelativeDay } from "@/kit";
import { Concerned } from "./Concerned";
import styles from "./improvements.module.css";

interface Props {
  measure: ImprovementView;
  /** Left out where it is done. */
  onFinish?: () => void;
}

/** A measure: against what, by whom and when, and whether it helped. */
export function Measure({ measure, onFinish }: Props) {
  const t = useT();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const Arrow = isOpen ? ChevronDown : ChevronRight;
  return (
    <li className={styles.measure}>
      <div className={styles.head}>
        <div className={styles.words}>
          <small>{measure.path.join(" › ")}</small>
          <strong>{measure.measure}</strong>
          <p>
            <span className={styles.label}>{t("complaints.improvements.root")}</span> {measure.root}
          </p>
        </div>
        {onFinish && (
          <Button size="small" icon={<Check aria-hidden="true" />} onPress={onFinish}>
            {t("complaints.improvements.finish")}
          </Button>
        )}
      </div>
      <Standing measure={measure} />
      <button
        type="button"
        className={styles.more}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <Arrow aria-hidden="true" />
        {t("complaints.improvements.concerned", { count: measure.complaints, told: measure.told })}
      </button>
      {isOpen && (
        <div id={id}>
          <Concerned measure={measure} />
        </div>
      )}
    </li>
  );
}

function Standing({ measure }: { measure: ImprovementView }) {
  const t = useT();
  if (measure.done === null)
    return (
      <p className={styles.standing}>
        <Chip
          tone={measure.late ? "breached" : "regular"}
          icon={measure.late ? <TimerOff aria-hidden="true" /> : <CalendarClock aria-hidden="true" />}
        >
          {t(measure.late ? "complaints.improvements.late" : "complaints.improvements.due")}
        </Chip>
        <span>
          <Day day={measure.due} /> · <RelativeDay day={measure.due} />
        </span>
        <span className={styles.label}>{t("complaints.improvements.owner", { name: measure.owner })}</span>
      </p>
    );
  return (
    <>
      <p className={styles.standing}>
        <Chip tone="ontrack" icon={<CircleCheck aria-hidden="true" />}>
          {t("complaints.improvements.isDone")}
        </Chip>
        <span>
          <Instant ms={measure.done} /> · {measure.doneBy}
        </span>
        {measure.since > 0 ? (
          <Chip tone="atrisk" icon={<RotateCcw aria-hidden="true" />}>
            {t("complaints.improvements.since", { count: measure.since })}
          </Chip>
        ) : (
          <span className={styles.label}>{t("complaints.improvements.sinceNone")}</span>
        )}
        {measure.told < measure.complaints && (
          <Chip tone="soon" icon={<MessageCircle aria-hidden="true" />}>
            {t("complaints.improvements.toTell", { count: measure.complaints - measure.told })}
          </Chip>
        )}
      </p>
      <p>
        <span className={styles.label}>{t("complaints.improvements.proof")}</span> {measure.proof}
      </p>
    </>
  );
}
