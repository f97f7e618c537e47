import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { leftWords, minutesWords, SlaChip } from "@/complaint";
import { DueWay } from "@/hours";
import { useT } from "@/i18n";
import type { ClockView, ComplaintView } from "@/ipc";
import { Button, Instant } from "@/kit";
import styles from "./page.module.css";

/** What is due and when, how that comes about, and how earlier clocks went. */
export function Clocks({ view, elapsed }: { view: ComplaintView; elapsed: number }) {
  const t = useT();
  const running = view.clocks.filter(({ ended }) => ended === null);
  const over = view.clocks.filter(({ ended, sla }) => ended !== null && sla !== "dropped");
  if (view.clocks.length === 0) return null;
  return (
    <section className={styles.box} aria-label={t("complaints.clocks")}>
      <h2>{t("complaints.clocks")}</h2>
      {running.map((clock) => (
        <Running key={`${clock.clock} ${clock.started}`} clock={clock} elapsed={elapsed} />
      ))}
      {over.length > 0 && (
        <ul className={styles.over}>
          {over.map((clock) => (
            <li key={`${clock.clock} ${clock.started}`}>
              <span>
                {t(clock.clock === "update" ? "complaints.wordGiven" : `terms.clock.${clock.clock}`)}
              </span>
              <SlaChip sla={clock.sla} />
              {clock.took !== null && (
                <span className={styles.muted}>
                  {t("complaints.took", { time: minutesWords(t, clock.took) })}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** What is left of a clock that stands still, or by how much it was late when it stopped. */
const standsStill = (t: ReturnType<typeof useT>, left: number) =>
  left < 0 ? leftWords(t, left) : t("complaints.pausedLeft", { time: minutesWords(t, left / 60_000) });

function Running({ clock, elapsed }: { clock: ClockView; elapsed: number }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const isPaused = clock.due === null;
  const left = clock.leftMs === null ? null : isPaused ? clock.leftMs : clock.leftMs - elapsed;
  return (
    <div className={styles.clock}>
      <p>
        <strong>{t(`terms.clock.${clock.clock}`)}</strong>
        <SlaChip sla={clock.sla} leftMs={left} />
      </p>
      <p className={styles.muted}>
        <span>
          {clock.due !== null && (
            <>
              {t("complaints.dueAt")} <Instant ms={clock.due} style="weekdayTime" />
            </>
          )}
          {clock.due === null && left !== null && standsStill(t, left)}
        </span>
        {clock.path && (
          <Button
            size="small"
            tone="quiet"
            aria-expanded={open}
            icon={<ChevronDown aria-hidden="true" />}
            onPress={() => setOpen(!open)}
          >
            {t("complaints.whyThen")}
          </Button>
        )}
      </p>
      {open && clock.path && <DueWay path={clock.path} />}
    </div>
  );
}
