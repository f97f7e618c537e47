import { setLanguage, useLanguage, useT } from "@/i18n";
import { SegmentedControl, Select, setLook, useLook, zoomSteps } from "@/kit";
import { Section } from "./Section";
import styles from "./settings.module.css";

/** Language, colours and size. They show at once; the shell carries them into the file. */
export function ScreenSettings() {
  const t = useT();
  const language = useLanguage();
  const { theme, zoom } = useLook();
  const percent = (step: number) => String(Math.round(step * 100));
  return (
    <Section title={t("settings.screens")}>
      <div className={styles.rows}>
        <SegmentedControl
          label={t("app.language")}
          choices={[
            { value: "zh-CN" as const, label: t("app.languageZh") },
            { value: "en" as const, label: t("app.languageEn") },
          ]}
          value={language}
          onChange={setLanguage}
        />
        <SegmentedControl
          label={t("app.theme")}
          choices={[
            { value: "light" as const, label: t("app.themeLight") },
            { value: "dark" as const, label: t("app.themeDark") },
            { value: "system" as const, label: t("app.themeSystem") },
          ]}
          value={theme}
          onChange={(next) => setLook({ theme: next })}
        />
        <div className={styles.narrow}>
          <Select
            label={t("settings.zoom")}
            options={[...new Set([...zoomSteps, zoom])]
              .sort((a, b) => a - b)
              .map((step) => ({
                value: percent(step),
                label: t("settings.zoomPercent", { percent: percent(step) }),
              }))}
            value={percent(zoom)}
            onChange={(chosen) => setLook({ zoom: Number(chosen) / 100 })}
          />
        </div>
      </div>
    </Section>
  );
}
