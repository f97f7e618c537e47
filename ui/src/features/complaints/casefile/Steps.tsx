import { useT } from "@/i18n";
import type { StepView } from "@/ipc";
import { Instant } from "@/kit";
import styles from "./casefile.module.css";
import { detailWords } from "./words";

/** Everything that was done, the first first. */
export function Steps({ steps }: { steps: readonly StepView[] }) {
  const t = useT();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t("complaints.casefile.when")}</th>
          <th scope="col">{t("complaints.casefile.who")}</th>
          <th scope="col">{t("complaints.casefile.step")}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((view) => {
          const { step } = view;
          const details = detailWords(t, view);
          return (
            <tr key={step.id}>
              <td>
                <Instant ms={step.at} style="dayTime" />
              </td>
              <td>{step.by || t("complaints.casefile.byItself")}</td>
              <td>
                <strong>{t(`complaints.act.${step.act.kind}`)}</strong>
                {step.channel && <small> · {t(`terms.channel.${step.channel}`)}</small>}
                {details.length > 0 && <span className={styles.details}>{details.join(" · ")}</span>}
                {step.words && <span className={styles.text}>{step.words}</span>}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
