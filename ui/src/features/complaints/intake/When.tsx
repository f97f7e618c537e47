import { useState } from "react";
import { useT } from "@/i18n";
import { Checkbox, DatePicker, momentOn, TimeField, useShopTime } from "@/kit";
import styles from "./intake.module.css";

interface Props {
  /** None: just now. */
  value: number | null;
  onChange: (received: number | null) => void;
  error: string | undefined;
}

const nine = 9 * 60;

/** When they told us; just now, unless somebody writes down what came yesterday. */
export function When({ value, onChange, error }: Props) {
  const t = useT();
  const { zone, today } = useShopTime();
  const [day, setDay] = useState(today);
  const [minute, setMinute] = useState(nine);
  const at = (onDay: string, atMinute: number) =>
    onChange(momentOn(onDay, zone, Math.floor(atMinute / 60), atMinute % 60));
  return (
    <div className={styles.when}>
      <Checkbox
        isSelected={value !== null}
        onChange={(earlier) => (earlier ? at(day, minute) : onChange(null))}
      >
        {t("complaints.earlier")}
      </Checkbox>
      {value !== null && (
        <div className={styles.two}>
          <DatePicker
            label={t("complaints.receivedDay")}
            value={day}
            onChange={(next) => {
              if (!next) return;
              setDay(next);
              at(next, minute);
            }}
            error={error}
          />
          <TimeField
            label={t("complaints.receivedTime")}
            value={minute}
            onChange={(next) => {
              setMinute(next);
              at(day, next);
            }}
          />
        </div>
      )}
    </div>
  );
}
