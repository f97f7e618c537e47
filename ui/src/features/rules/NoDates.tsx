import { Link } from "@tanstack/react-router";
import { useT } from "@/i18n";
import styles from "./rules.module.css";

/** A renewal needs a date of the shop's own, and there is none yet. */
export function NoDates() {
  const t = useT();
  return (
    <span className={styles.noDates}>
      {t("rules.noDates")}{" "}
      <Link to="/settings" search={{ part: "library" }}>
        {t("rules.makeDate")}
      </Link>
    </span>
  );
}
