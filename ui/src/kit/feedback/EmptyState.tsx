import type { ReactNode } from "react";
import styles from "./feedback.module.css";

interface Props {
  icon?: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  /** One action that leads on; a second only if it is quieter. */
  actions?: ReactNode;
}

export function EmptyState({ icon, title, children, actions }: Props) {
  return (
    <div className={styles.empty}>
      {icon}
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {actions && <div className={styles.row}>{actions}</div>}
    </div>
  );
}
