import { useT } from "@/i18n";
import type { BackupView, RestoredView } from "@/ipc";
import { ConfirmDialog, ErrorNotice, Instant } from "@/kit";
import { useRestore } from "@/vault";
import styles from "./backups.module.css";

interface Props {
  backup: BackupView;
  onClose: () => void;
  onRestored: (restored: RestoredView) => void;
}

/** Says what would be lost before a backup takes the place of the data. */
export function RestoreDialog({ backup, onClose, onRestored }: Props) {
  const t = useT();
  const { mutateAsync, isPending, error } = useRestore();
  const restore = async () => {
    const { answer } = await mutateAsync(backup.file);
    if (answer) onRestored(answer);
    else onClose();
  };
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(open) => !open && onClose()}
      title={t("settings.backups.goBack")}
      action={t("settings.backups.goBackAct")}
      isDangerous
      isPending={isPending}
      onConfirm={() => void restore().catch(() => {})}
    >
      <p>
        <Instant ms={backup.at} style="dayTime" />
      </p>
      <p className={styles.text}>
        {backup.since === null
          ? t("settings.backups.lostUnknown")
          : t("settings.backups.lost", { count: backup.since })}
      </p>
      <p className={styles.text}>{t("settings.backups.kept")}</p>
      {error && <ErrorNotice error={error} />}
    </ConfirmDialog>
  );
}
