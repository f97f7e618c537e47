import { useT } from "@/i18n";
import { Button, problemOf } from "@/kit";
import styles from "./facts.module.css";

interface Props {
  /** What somebody else made of the field; empty where they emptied it. */
  to: string;
  onSaveMine: () => void;
  onTakeTheirs: () => void;
}

/** Somebody else was faster: theirs beside one's own, and a press for either. */
export function Changed({ to, onSaveMine, onTakeTheirs }: Props) {
  const t = useT();
  return (
    <span className={styles.changed}>
      <span role="alert" className={styles.error}>
        {t("customers.changed.to", { value: to || t("customers.empty") })}
      </span>
      <Button size="small" onPress={onSaveMine}>
        {t("customers.changed.saveMine")}
      </Button>
      <Button size="small" tone="quiet" onPress={onTakeTheirs}>
        {t("customers.changed.takeTheirs")}
      </Button>
    </span>
  );
}

export const isConflict = (error: unknown) => error !== undefined && problemOf(error).kind === "conflict";
