import { useT } from "@/i18n";
import { Button } from "@/kit";
import styles from "./settings.module.css";

interface Props {
  isDirty: boolean;
  isPending: boolean;
  onSave: () => void;
  onDrop: () => void;
}

/** There only while something is changed and not saved. */
export function SaveBar({ isDirty, isPending, onSave, onDrop }: Props) {
  const t = useT();
  if (!isDirty && !isPending) return null;
  return (
    <div className={styles.saveBar}>
      <Button tone="primary" size="small" isPending={isPending} onPress={onSave}>
        {t("settings.save")}
      </Button>
      <Button size="small" isDisabled={isPending} onPress={onDrop}>
        {t("settings.discard")}
      </Button>
    </div>
  );
}
