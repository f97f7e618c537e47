import { CircleAlert, CircleCheck } from "lucide-react";
import { useT } from "@/i18n";
import type { ComplaintView, Missing } from "@/ipc";
import { Button } from "@/kit";
import type { PersonAct } from "../workflow";
import styles from "./page.module.css";

const all: readonly Missing[] = ["empathy", "compensation", "improvement"];

/** The step by which each of the three comes. */
const by: Record<Missing, readonly PersonAct[]> = {
  empathy: ["answer", "update"],
  compensation: ["agree", "propose"],
  improvement: ["improve"],
};

const unsolved = ["received", "reopened", "answered", "investigating", "proposed", "agreed"];

/** All three, or it is not solved: sorry said, compensation decided, an improvement taken. */
export function Gate({ view, onAct }: { view: ComplaintView; onAct: (act: PersonAct) => void }) {
  const t = useT();
  if (!unsolved.includes(view.card.state)) return null;
  return (
    <section className={styles.box} aria-label={t("complaints.gate")}>
      <h2>{t("complaints.gate")}</h2>
      <ul className={styles.gate}>
        {all.map((each) => {
          const lacks = view.missing.includes(each);
          const act = by[each].find((kind) => view.possible.includes(kind));
          return (
            <li key={each} data-lacks={lacks || undefined}>
              {lacks ? <CircleAlert aria-hidden="true" /> : <CircleCheck aria-hidden="true" />}
              <span>
                {t(`complaints.missing.${each}`)}
                <span className="visually-hidden">
                  {t(lacks ? "complaints.lacks" : "complaints.isThere")}
                </span>
              </span>
              {lacks && act && (
                <Button size="small" tone="quiet" onPress={() => onAct(act)}>
                  {t(`complaints.do.${act}`)}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
