import { BellOff } from "lucide-react";
import { useT } from "@/i18n";
import styles from "./followups.module.css";

/** This PC shows no notifications, so nobody should wait for one. */
export function NotShown() {
  const t = useT();
  return (
    <p className={styles.notShown}>
      <BellOff aria-hidden="true" />
      {t("settings.notificationsNo")}
    </p>
  );
}
