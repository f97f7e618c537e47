import { useLanguage, useT } from "@/i18n";
import type { BackupView } from "@/ipc";
import { Button, formatBytes, Instant, RelativeDay } from "@/kit";
import styles from "./backups.module.css";

interface Props {
  backups: readonly BackupView[];
  folder: string;
  /** Only where whoever sits here may go back. */
  onChoose?: (backup: BackupView) => void;
}

/** All backups, the newest first, each with what was done since. */
export function BackupList({ backups, folder, onChoose }: Props) {
  const t = useT();
  const language = useLanguage();
  if (backups.length === 0) return <p className={styles.text}>{t("settings.backups.none")}</p>;
  return (
    <>
      <ul className={styles.list} aria-label={t("settings.backups.title")}>
        {backups.map((backup) => (
          <li key={backup.file}>
            <span className={styles.when}>
              <Instant ms={backup.at} style="dayTime" />
              <small>
                <RelativeDay ms={backup.at} />
              </small>
            </span>
            <span className={styles.what}>
              {t(`settings.backups.cause.${backup.cause}`)}
              <small>
                {backup.since === null
                  ? t("settings.backups.sinceUnknown")
                  : t("settings.backups.since", { count: backup.since })}{" "}
                · {formatBytes(backup.bytes, language)}
              </small>
            </span>
            {onChoose && (
              <Button size="small" tone="quiet" onPress={() => onChoose(backup)}>
                {t("settings.backups.restore")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <p className={styles.text}>{t("settings.backups.folder", { folder })}</p>
    </>
  );
}
