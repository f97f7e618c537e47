import { useT } from "@/i18n";
import { ErrorNotice } from "@/kit";
import { SaveBar } from "./SaveBar";
import styles from "./settings.module.css";

interface Props {
  isDirty: boolean;
  isPending: boolean;
  error: unknown;
  /** Whether the error stands beside what it is about. */
  isBeside: boolean;
  onSave: () => void;
  onDrop: () => void;
}

/** The way to save a long form: in sight wherever one is in it, and it says what was refused. */
export function DraftBar({ isDirty, isPending, error, isBeside, onSave, onDrop }: Props) {
  const t = useT();
  if (!isDirty && !isPending) return null;
  return (
    <div className={styles.draftBar}>
      {error !== undefined &&
        (isBeside ? (
          <p role="alert" className={styles.problem}>
            {t("settings.hours.mend")}
          </p>
        ) : (
          <ErrorNotice error={error} />
        ))}
      <SaveBar isDirty={isDirty} isPending={isPending} onSave={onSave} onDrop={onDrop} />
    </div>
  );
}
