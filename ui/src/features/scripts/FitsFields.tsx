import { X } from "lucide-react";
import { ToggleButton } from "react-aria-components";
import { useT } from "@/i18n";
import type { Character, Fits } from "@/ipc";
import { IconButton, Select } from "@/kit";
import { channels, occasions, segments, stages } from "@/terms";
import styles from "./scripts.module.css";

const characters: readonly Character[] = ["rational", "emotional"];

interface Props {
  fits: Required<Fits>;
  onChange: (fits: Required<Fits>) => void;
}

/** For whom and when; a row in which nothing is chosen fits everybody. */
export function FitsFields({ fits, onChange }: Props) {
  const t = useT();
  const change = (part: Partial<Required<Fits>>) => onChange({ ...fits, ...part });
  const left = occasions.filter((occasion) => !fits.occasions.includes(occasion));
  return (
    <fieldset className={styles.fits}>
      <legend>{t("scripts.fits.title")}</legend>
      <div className={styles.row}>
        <span className={styles.rowName}>{t("scripts.fits.occasion")}</span>
        <div className={styles.chosen}>
          {fits.occasions.map((occasion) => {
            const name = t(`scripts.occasion.${occasion}`);
            return (
              <span key={occasion} className={styles.chosenOne}>
                {name}
                <IconButton
                  size="small"
                  label={t("scripts.takeOff", { name })}
                  icon={<X />}
                  onPress={() => change({ occasions: fits.occasions.filter((each) => each !== occasion) })}
                />
              </span>
            );
          })}
          <span className={styles.add}>
            <Select
              label={t("scripts.fits.addOccasion")}
              hideLabel
              placeholder={t(fits.occasions.length > 0 ? "scripts.fits.addOccasion" : "scripts.anyOccasion")}
              value={null}
              options={left.map((value) => ({ value, label: t(`scripts.occasion.${value}`) }))}
              onChange={(occasion) => change({ occasions: [...fits.occasions, occasion] })}
            />
          </span>
        </div>
      </div>
      <Toggles
        name={t("scripts.fits.channel")}
        values={channels}
        word={(value) => t(`terms.channel.${value}`)}
        chosen={fits.channels}
        onChange={(next) => change({ channels: next })}
      />
      <Toggles
        name={t("scripts.fits.segment")}
        values={segments}
        word={(value) => t(`terms.segment.${value}`)}
        chosen={fits.segments}
        onChange={(next) => change({ segments: next })}
      />
      <Toggles
        name={t("scripts.fits.stage")}
        values={stages}
        word={(value) => t(`terms.stage.${value}`)}
        chosen={fits.stages}
        onChange={(next) => change({ stages: next })}
      />
      <Toggles
        name={t("scripts.fits.character")}
        values={characters}
        word={(value) => t(`scripts.character.${value}`)}
        chosen={fits.characters}
        onChange={(next) => change({ characters: next })}
      />
    </fieldset>
  );
}

interface TogglesProps<V extends string> {
  name: string;
  values: readonly V[];
  word: (value: V) => string;
  chosen: readonly V[];
  onChange: (chosen: V[]) => void;
}

function Toggles<V extends string>({ name, values, word, chosen, onChange }: TogglesProps<V>) {
  return (
    <fieldset className={styles.row} aria-label={name}>
      <span className={styles.rowName} aria-hidden="true">
        {name}
      </span>
      <div className={styles.chosen}>
        {values.map((value) => (
          <ToggleButton
            key={value}
            className={styles.toggle}
            isSelected={chosen.includes(value)}
            onChange={(on) => onChange(on ? [...chosen, value] : chosen.filter((each) => each !== value))}
          >
            {word(value)}
          </ToggleButton>
        ))}
      </div>
    </fieldset>
  );
}
