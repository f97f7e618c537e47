import { useQuery } from "@tanstack/react-query";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { useSeat } from "@/gate";
import { useLanguage, useT } from "@/i18n";
import type { BackupView, RestoredView } from "@/ipc";
import { Button, ErrorNotice, formatInstant, ProgressBar, Skeleton, useShopTime } from "@/kit";
import { backups, Differences, useRestore } from "@/vault";
import { agoWords } from "./ago";
import styles from "./gate.module.css";

interface Props {
  isGuarded: boolean;
  /** The newest backup that is whole, as a file's path; a newer one may be a copy of the damage. */
  whole: string | null;
  /** When this was found. */
  now: number;
  onMending: (isMending: boolean) => void;
}

/** The file cannot be read: what happened, which backups there are, and what each lacks. One press puts one back. */
export function Damaged({ isGuarded, whole, now, onMending }: Props) {
  const t = useT();
  const { data, error, refetch } = useQuery(backups());
  const { stand, askAnew } = useSeat();
  const restore = useRestore();
  const [chosen, choose] = useState<BackupView>();
  const [restored, setRestored] = useState<RestoredView>();

  async function putBack(backup: BackupView) {
    choose(backup);
    onMending(true);
    try {
      const { answer } = await restore.mutateAsync(backup.file);
      if (answer) setRestored(answer);
      else onMending(false);
    } catch {
      onMending(false);
      askAnew();
    }
  }

  if (restored && chosen) {
    return (
      <Restored
        at={chosen.at}
        restored={restored}
        onGo={() => {
          // Nobody proved who it is since the file opened again.
          if (isGuarded) stand();
          onMending(false);
        }}
      />
    );
  }
  const all = data?.backups ?? [];
  const newest = all.findIndex(({ file }) => whole?.endsWith(file));
  const [latest, ...earlier] = newest < 0 ? [] : all.slice(newest);
  return (
    <>
      <h1>{t("gate.damaged.title")}</h1>
      <p className={styles.muted}>{t("gate.damaged.text")}</p>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={3} />}
      {data && !latest && (
        <>
          <p>{t("gate.damaged.none", { folder: data.folder })}</p>
          <Button onPress={() => void refetch()}>{t("kit.retry")}</Button>
        </>
      )}
      {restore.error !== null && <ErrorNotice error={restore.error} />}
      {restore.isPending ? (
        <ProgressBar label={t("gate.damaged.restoring")} done={0} total={null} />
      ) : (
        latest && (
          <section className={styles.form} aria-label={t("gate.damaged.choose")}>
            <h2>{t("gate.damaged.choose")}</h2>
            <Choice backup={latest} now={now} isLatest onChoose={putBack} />
            <Earlier backups={earlier} now={now} onChoose={putBack} />
            {isGuarded && <p className={styles.muted}>{t("gate.damaged.askOwner")}</p>}
          </section>
        )
      )}
    </>
  );
}

interface ChoiceProps {
  backup: BackupView;
  now: number;
  isLatest?: boolean;
  onChoose: (backup: BackupView) => void;
}

function Choice({ backup, now, isLatest, onChoose }: ChoiceProps) {
  const t = useT();
  const time = useMoment(backup.at);
  return (
    <div className={styles.choice} data-latest={isLatest}>
      <span>
        <strong>
          {time} <small>{t(`settings.backups.cause.${backup.cause}`)}</small>
        </strong>
        <small>{t("gate.damaged.lost", { ago: agoWords(t, now - backup.at) })}</small>
      </span>
      <Button tone={isLatest ? "primary" : "secondary"} autoFocus={isLatest} onPress={() => onChoose(backup)}>
        {t("gate.damaged.act", { time })}
      </Button>
    </div>
  );
}

function Earlier({ backups: earlier, ...rest }: { backups: BackupView[] } & Omit<ChoiceProps, "backup">) {
  const t = useT();
  const [isOpen, open] = useState(false);
  if (earlier.length === 0) return null;
  if (!isOpen) {
    return (
      <div>
        <Button tone="quiet" icon={<ChevronDown aria-hidden="true" />} onPress={() => open(true)}>
          {t("gate.damaged.more", { count: earlier.length })}
        </Button>
      </div>
    );
  }
  return (
    <ul className={styles.earlier} aria-label={t("gate.damaged.more", { count: earlier.length })}>
      {earlier.map((backup) => (
        <li key={backup.file}>
          <Choice backup={backup} {...rest} />
        </li>
      ))}
    </ul>
  );
}

interface RestoredProps {
  at: number;
  restored: RestoredView;
  onGo: () => void;
}

function Restored({ at, restored, onGo }: RestoredProps) {
  const t = useT();
  const time = useMoment(at);
  return (
    <>
      <h1>{t("gate.restored.title")}</h1>
      <p>{t("gate.restored.text", { time })}</p>
      <Differences restored={restored} />
      <div className={styles.actions}>
        <Button autoFocus tone="primary" onPress={onGo}>
          {t("gate.restored.go")}
        </Button>
      </div>
    </>
  );
}

/** The day and the hour. */
function useMoment(at: number): string {
  const { zone } = useShopTime();
  return formatInstant(at, zone, useLanguage(), "dayTime");
}
