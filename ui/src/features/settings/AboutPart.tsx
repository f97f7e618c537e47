import { useMay } from "@/gate";
import { useT } from "@/i18n";
import { RemoveSample, useStatus } from "@/shop";
import mark from "../../../../icons/huike.svg";
import { Section } from "./Section";
import styles from "./settings.module.css";

export function AboutPart() {
  const t = useT();
  const { data: status } = useStatus();
  const mayArrange = useMay("arrange");
  if (!status) return null;
  return (
    <>
      {status.sample && mayArrange && (
        <Section title={t("settings.sample")} text={t("settings.sampleText")}>
          <div>
            <RemoveSample />
          </div>
        </Section>
      )}
      <Section title={t("settings.about")}>
        <div className={styles.about}>
          <img src={mark} alt="" />
          <div>
            <strong>{t("app.name")}</strong>
            <p>{t("settings.version", { version: status.version })}</p>
            <p className={styles.text}>{t("settings.local")}</p>
          </div>
        </div>
      </Section>
    </>
  );
}
