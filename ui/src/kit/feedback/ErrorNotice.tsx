import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useT } from "@/i18n";
import { Button } from "../actions/Button";
import styles from "./feedback.module.css";
import { problemWords } from "./problem";
import { useWorded } from "./worded";

interface Props {
  error: unknown;
  onRetry?: () => void;
  /** Another way out than trying again. */
  actions?: ReactNode;
}

export function ErrorNotice({ error, onRetry, actions }: Props) {
  const t = useT();
  const { text, next } = problemWords(t, useWorded()(error));
  return (
    <div role="alert" className={styles.notice}>
      <TriangleAlert aria-hidden="true" />
      <div className={styles.noticeText}>
        <strong>{text}</strong>
        <p>{next}</p>
      </div>
      {actions}
      {onRetry && (
        <Button size="small" onPress={onRetry}>
          {t("kit.retry")}
        </Button>
      )}
    </div>
  );
}
