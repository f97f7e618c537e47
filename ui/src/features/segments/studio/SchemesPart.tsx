import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "@/i18n";
import { type Sorting, segments, undo, useWrite } from "@/ipc";
import { Button, ErrorNotice, offerUndo, Skeleton, useShopTime } from "@/kit";
import { sorting, studioOf } from "../queries";
import styles from "../segments.module.css";
import { ClassTable } from "./ClassTable";
import { Grid } from "./Grid";
import { OwnSegments } from "./OwnSegments";
import { SortingForm } from "./SortingForm";

/** All schemes side by side, under bars that are being thought about. */
export function SchemesPart() {
  const { data, error, refetch } = useQuery(sorting());
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return data ? <Studio saved={data} /> : <Skeleton lines={8} />;
}

function Studio({ saved }: { saved: Sorting }) {
  const t = useT();
  const { today } = useShopTime();
  const [draft, setDraft] = useState<Sorting | null>(null);
  const [at, setAt] = useState(today);
  const asked = draft ?? saved;
  const isDirty = JSON.stringify(asked) !== JSON.stringify(saved);
  const isToday = at === today;
  const studio = useQuery(studioOf(asked, isToday ? null : at));
  const save = useWrite((op, next: Sorting) => segments.setRules(op, next));
  const error: unknown = save.error ?? studio.error ?? undefined;
  const drop = () => {
    setDraft(null);
    save.reset();
  };
  const keep = () =>
    save.mutateAsync(asked).then(
      ({ op }) => {
        drop();
        offerUndo(t, t("segments.studio.saved"), () => undo(op));
      },
      () => {},
    );
  // What lists show is sorted as it was saved, and as of today.
  const leads = !isDirty && isToday;
  return (
    <section className={styles.part} aria-labelledby="studio-head">
      <h2 id="studio-head" className={styles.head}>
        {t("segments.studio.title")}
      </h2>
      <p className={styles.text}>{t("segments.studio.text")}</p>
      <SortingForm value={asked} at={at} onAt={setAt} onChange={setDraft} error={error} />
      {isDirty && (
        <div className={styles.bar}>
          <Button tone="primary" isPending={save.isPending} onPress={() => void keep()}>
            {t("segments.studio.save")}
          </Button>
          <Button onPress={drop}>{t("segments.studio.drop")}</Button>
          <span className={styles.muted}>{t("segments.studio.draft")}</span>
        </div>
      )}
      {error !== undefined && <ErrorNotice error={error} />}
      {!studio.data && !studio.error && <Skeleton lines={8} />}
      {studio.data && (
        <div className={styles.schemes} aria-busy={studio.isFetching}>
          <ClassTable scheme="three" counts={studio.data.three} total={studio.data.customers} leads={leads} />
          <ClassTable scheme="four" counts={studio.data.four} total={studio.data.customers} leads={leads} />
          <ClassTable scheme="stage" counts={studio.data.stages} total={studio.data.customers} leads={leads}>
            {asked.rules.stageBy === "rhythm" &&
              t("segments.studio.byRhythm", { count: studio.data.byRhythm })}
          </ClassTable>
          <Grid counts={studio.data.grid} fen={studio.data.gridFen} />
          <ClassTable scheme="eight" counts={studio.data.eight} total={studio.data.customers} leads={leads} />
        </div>
      )}
      <OwnSegments />
    </section>
  );
}
