import { useQuery } from "@tanstack/react-query";
import { useT } from "@/i18n";
import type { Id, LevelPace, TierLevel } from "@/ipc";
import { NumberField, Sentence, Switch } from "@/kit";
import { programs } from "@/shop";
import { TierChip } from "@/terms";
import settings from "../settings.module.css";
import styles from "./complaints.module.css";
import { problemAt } from "./words";

interface Props {
  levels: readonly LevelPace[];
  error: unknown;
  onChange: (change: (before: readonly LevelPace[]) => LevelPace[]) => void;
}

/** What a level starts with when it is switched on. */
const usualPercent = 50;

/** Levels of membership whose customers wait less. */
export function LevelPaces({ levels, error, onChange }: Props) {
  const t = useT();
  const { data } = useQuery(programs());
  if (!data) return null;
  const known = data.now.levels;
  const gone = levels.filter(({ tier }) => known.every(({ id }) => id !== tier));
  const rows: { id: Id<"TierId">; level?: TierLevel }[] = [
    ...known.map((level) => ({ id: level.id, level })),
    ...gone.map(({ tier }) => ({ id: tier })),
  ];
  return (
    <>
      <h3>{t("settings.complaints.levels.title")}</h3>
      {rows.length === 0 && <p className={settings.text}>{t("settings.complaints.levels.none")}</p>}
      <ul className={styles.levels}>
        {rows.map(({ id, level }) => {
          const place = levels.findIndex(({ tier }) => tier === id);
          const name = level?.name ?? t("settings.complaints.levels.gone");
          return (
            <li key={id} className={styles.level}>
              <Switch
                aria-label={t("settings.complaints.levels.faster", { level: name })}
                isSelected={place >= 0}
                onChange={(on) =>
                  onChange((before) => {
                    const others = before.filter(({ tier }) => tier !== id);
                    return on ? [...others, { tier: id, percent: usualPercent }] : others;
                  })
                }
              />
              <span className={styles.levelName}>{level ? <TierChip level={level} /> : name}</span>
              {place < 0 ? (
                <span className={settings.text}>{t("settings.complaints.levels.usual")}</span>
              ) : (
                <Sentence
                  text="settings.complaints.levels.within"
                  slots={{
                    percent: (
                      <span className={styles.number}>
                        <NumberField
                          label={t("settings.complaints.levels.percent", { level: name })}
                          hideLabel
                          value={levels[place]?.percent ?? usualPercent}
                          minValue={10}
                          maxValue={100}
                          onChange={(percent) =>
                            onChange((before) =>
                              before.map((each) =>
                                each.tier === id ? { ...each, percent: percent || 0 } : each,
                              ),
                            )
                          }
                          error={problemAt(t, error, `levels.${place}.percent`)}
                        />
                      </span>
                    ),
                  }}
                />
              )}
            </li>
          );
        })}
      </ul>
    </>
  );
}
