import { useT } from "@/i18n";
import type { ComplaintView, StepView } from "@/ipc";
import { Instant, Private } from "@/kit";
import { ChannelIcon } from "@/terms";
import styles from "./page.module.css";

/** Everything that was done, the latest first: by whom, when, with what words. */
export function Steps({ view }: { view: ComplaintView }) {
  const t = useT();
  return (
    <section aria-label={t("complaints.steps")}>
      <h2 className={styles.heading}>{t("complaints.steps")}</h2>
      <ol className={styles.steps}>
        {view.steps.toReversed().map((step) => (
          <OneStep key={step.step.id} view={step} />
        ))}
      </ol>
    </section>
  );
}

function OneStep({ view }: { view: StepView }) {
  const t = useT();
  const { step } = view;
  const { act } = step;
  return (
    <li data-kind={act.kind}>
      <p className={styles.stepHead}>
        <strong>{t(`complaints.act.${act.kind}`)}</strong>
        {act.kind === "setSeverity" && <span>{t(`terms.severity.${act.severity}`)}</span>}
        {act.kind === "assign" && <span>{act.to || t("complaints.nobody")}</span>}
        {act.kind === "escalate" && (
          <span>
            {t(`terms.role.${act.level === 1 ? "manager" : "owner"}`)}
            {act.to && ` · ${act.to}`}
          </span>
        )}
        {act.kind === "followUp" && act.satisfaction && (
          <span>{t(`terms.satisfaction.${act.satisfaction}`)}</span>
        )}
        {view.cause.length > 0 && <span>{view.cause.join(" › ")}</span>}
        {view.other !== null && <span>#{view.other}</span>}
        {step.channel && (
          <span title={t(`terms.channel.${step.channel}`)}>
            <ChannelIcon channel={step.channel} />
          </span>
        )}
        <span className={styles.when}>
          {step.by || t("complaints.byItself")} · <Instant ms={step.at} style="dayTime" />
        </span>
      </p>
      {view.measure && <p>{view.measure}</p>}
      {view.offer && (
        <p>
          {view.offer.remedies.length > 0
            ? view.offer.remedies.map(({ words }) => words).join(t("customers.listComma"))
            : t("complaints.noneWith", { why: view.offer.noneBecause })}
        </p>
      )}
      {step.words && (
        <p className={styles.text}>
          <Private text={step.words} />
        </p>
      )}
    </li>
  );
}
