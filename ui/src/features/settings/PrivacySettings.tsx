import { useLanguage, useT } from "@/i18n";
import { type Preferences, shop } from "@/ipc";
import { ErrorNotice, Switch } from "@/kit";
import { withLook } from "@/shop";
import { Section } from "./Section";
import styles from "./settings.module.css";
import { useSave } from "./useSave";

/** Who else looks at this screen. */
export function PrivacySettings({ saved }: { saved: Preferences }) {
  const t = useT();
  const language = useLanguage();
  const { save, otherError } = useSave(
    (op, part: Partial<Preferences>) => shop.setPreferences(op, withLook({ ...saved, ...part }, language)),
    t("settings.saved"),
    () => {},
    [],
  );
  return (
    <Section title={t("settings.privacy")}>
      <div>
        <Switch
          isSelected={saved.customersSee ?? false}
          onChange={(customersSee) => void save({ customersSee })}
        >
          {t("settings.customersSee")}
        </Switch>
        <p className={styles.hint}>{t("settings.customersSeeHint")}</p>
      </div>
      {otherError !== undefined && <ErrorNotice error={otherError} />}
    </Section>
  );
}
