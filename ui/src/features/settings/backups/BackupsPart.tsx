import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "@/gate";
import { useT } from "@/i18n";
import type { BackupView, RestoredView } from "@/ipc";
import { ErrorNotice, Skeleton } from "@/kit";
import { backups, Differences } from "@/vault";
import { Section } from "../Section";
import { BackupList } from "./BackupList";
import { MakeNow } from "./MakeNow";
import { RestoreDialog } from "./RestoreDialog";
import { SecondPlace } from "./SecondPlace";

/** The copies that the program makes by itself, the way back to any of them, and a second place for them. */
export function BackupsPart() {
  const t = useT();
  const { data, error, refetch } = useQuery(backups());
  const mayRestore = useMay("own");
  const [chosen, choose] = useState<BackupView>();
  const [restored, setRestored] = useState<RestoredView>();
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={8} />;
  return (
    <>
      <Section title={t("settings.backups.title")} text={t("settings.backups.text")}>
        {restored && <Differences restored={restored} />}
        <MakeNow trouble={data.trouble} />
        <BackupList backups={data.backups} folder={data.folder} onChoose={mayRestore ? choose : undefined} />
      </Section>
      {mayRestore && <SecondPlace saved={data.second} />}
      {chosen && (
        <RestoreDialog
          backup={chosen}
          onClose={() => choose(undefined)}
          onRestored={(now) => {
            choose(undefined);
            setRestored(now);
          }}
        />
      )}
    </>
  );
}
