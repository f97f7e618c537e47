import { useT } from "@/i18n";
import type { HeldFile } from "@/ipc";
import { Button, KeyHint, ProgressBar, useShortcut } from "@/kit";
import { stopImport } from "./importJob";
import styles from "./transfer.module.css";

interface Props {
  file: HeldFile;
  done: number;
  total: number | null;
  isStopping: boolean;
}

export function ImportRunning({ file, done, total, isStopping }: Props) {
  const t = useT();
  useShortcut({
    keys: "escape",
    label: t("transfer.stop"),
    group: t("transfer.title"),
    run: () => void stopImport(),
  });
  // Every row is read; sorting everyone and making Today anew can take as long again.
  const label = total !== null && done >= total ? "transfer.finishing" : "transfer.running";
  return (
    <section className={styles.running}>
      <ProgressBar label={t(label, { name: file.name })} done={done} total={total} />
      <p className={styles.muted}>{t("transfer.runningHint")}</p>
      <Button isPending={isStopping} onPress={() => void stopImport()}>
        {t(isStopping ? "transfer.stopping" : "transfer.stop")} <KeyHint keys="escape" />
      </Button>
    </section>
  );
}
