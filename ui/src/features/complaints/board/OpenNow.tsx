import { Link } from "@tanstack/react-router";
import { DoorClosed, DoorOpen } from "lucide-react";
import { useLanguage, useT } from "@/i18n";
import { formatInstant, useShopTime } from "@/kit";
import styles from "./board.module.css";

/** Whether time runs at present, and until when: clocks stand still while the shop is closed. */
export function OpenNow({ open, until }: { open: boolean; until: number | null }) {
  const t = useT();
  const language = useLanguage();
  const { zone } = useShopTime();
  if (open && until === null) {
    return (
      <span className={styles.open}>
        {t("complaints.noHours")}{" "}
        <Link to="/settings" search={{ part: "hours" }}>
          {t("complaints.setHours")}
        </Link>
      </span>
    );
  }
  const when = until === null ? "" : formatInstant(until, zone, language, "weekdayTime");
  const Icon = open ? DoorOpen : DoorClosed;
  return (
    <span className={styles.open}>
      <Icon aria-hidden="true" />
      {open
        ? t("complaints.openUntil", { when })
        : when
          ? t("complaints.closedUntil", { when })
          : t("complaints.closed")}
    </span>
  );
}
