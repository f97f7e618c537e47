import { FlaskConical, Unplug } from "lucide-react";
import { useT } from "@/i18n";
import { useConnected } from "@/ipc";
import { RemoveSample } from "@/shop";
import styles from "./notices.module.css";

/** What holds for every page at once: no connection, or data that is not the shop's own. */
export function Notices({ sample }: { sample: boolean }) {
  const t = useT();
  const connected = useConnected();
  return (
    <div role="status">
      {!connected && (
        <p className={styles.lost}>
          <Unplug aria-hidden="true" />
          {t("app.connectionLost")}
        </p>
      )}
      {sample && (
        <div className={styles.sample}>
          <FlaskConical aria-hidden="true" />
          <span>{t("sample.banner")}</span>
          <RemoveSample size="small" />
        </div>
      )}
    </div>
  );
}
