import { Link } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { useId } from "react";
import { useT } from "@/i18n";
import { KindIcon } from "./KindIcon";
import { groupNames, groups } from "./kinds";
import styles from "./rules.module.css";

/** The kinds of rules, by what they are about, each with what it is good for. */
export function Gallery() {
  const t = useT();
  const id = useId();
  return (
    <section className={styles.gallery} aria-label={t("rules.choose")}>
      <Link to="/rules" search={{}} className={styles.back}>
        <ArrowLeft aria-hidden="true" /> {t("rules.all")}
      </Link>
      <p className={styles.muted}>{t("rules.chooseText")}</p>
      {groupNames.map((name) => (
        <section key={name} aria-labelledby={`${id}-${name}`}>
          <h2 id={`${id}-${name}`} className={styles.groupName}>
            {t(`rules.group.${name}`)}
          </h2>
          <ul className={styles.kinds}>
            {groups[name].map((kind) => (
              <li key={kind}>
                <Link to="/rules" search={{ make: kind }} className={styles.kind}>
                  <KindIcon kind={kind} />
                  <span>
                    <strong>{t(`terms.trigger.${kind}`)}</strong>
                    <small>{t(`rules.goodFor.${kind}`)}</small>
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}
