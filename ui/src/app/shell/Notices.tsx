import { FlaskConical, Unplug } from "lucide-react";
import { useT } from "@/i18n";
import { useConnection } from "@/ipc";
import { RemoveSample } from "@/shop";
import styles from "./notices.module.css";

/** What holds for every page at once: no connection, or data that is not the shop's own. */
export function Notices({ sample }: { sample: boolean }) {
  const t = useT();
  const connection = useConnection();
  return (
    <div role="status">
      {connection !== "live" && (
        <p className={styles.lost}>
          <Unplug aria-hidden="true" />
          {t(connection === "lost" ? "app.connectionLost" : "app.connectionRefused")}
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
