import { useQuery } from "@tanstack/react-query";
import { useT } from "@/i18n";
import { type StageDays, shop } from "@/ipc";
import { ErrorNotice, fieldProblem, NumberField, Skeleton } from "@/kit";
import { stageDays } from "./queries";
import { SaveBar } from "./SaveBar";
import { Section } from "./Section";
import styles from "./settings.module.css";
import { useEdit } from "./useEdit";
import { useSave } from "./useSave";

const limits = ["active", "silent", "lost"] as const;

export function StageSettings() {
  const t = useT();
  const { data, error, refetch } = useQuery(stageDays());
  return (
    <Section title={t("settings.stages")} text={t("settings.stagesText")}>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data ? <StageForm saved={data} /> : <Skeleton lines={3} />}
    </Section>
  );
}

function StageForm({ saved }: { saved: StageDays }) {
  const t = useT();
  const edit = useEdit(saved);
  const { save, isPending, error, otherError, reset } = useSave(
    (op, days: StageDays) => shop.setStageDays(op, days),
    t("settings.stagesSaved"),
    edit.drop,
    limits,
  );
  return (
    <>
      <div className={styles.limits}>
        {limits.map((limit) => (
          <NumberField
            key={limit}
            label={t(`settings.stage.${limit}`)}
            value={edit.value[limit]}
            minValue={0}
            onChange={(days) => edit.change({ [limit]: days || 0 })}
            error={fieldProblem(t, error, limit)}
          />
        ))}
      </div>
      <p className={styles.text}>{t("settings.stagesSum", edit.value)}</p>
      {otherError !== undefined && <ErrorNotice error={otherError} />}
      <SaveBar
        isDirty={edit.isDirty}
        isPending={isPending}
        onSave={() => void save(edit.value)}
        onDrop={() => {
          edit.drop();
          reset();
        }}
      />
    </>
  );
}
