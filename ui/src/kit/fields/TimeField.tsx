import { Time } from "@internationalized/date";
import { TimeField as AriaTimeField, DateInput, DateSegment } from "react-aria-components";
import styles from "./dates.module.css";
import { FieldFrame, type FieldWords } from "./FieldFrame";
import fields from "./fields.module.css";

interface Props extends FieldWords {
  /** Minutes after midnight, as they cross the wire. */
  value: number;
  onChange: (minute: number) => void;
}

/** A time of day, in hours and minutes of a 24-hour clock. */
export function TimeField({ value, onChange, label, hideLabel, description, error, optional }: Props) {
  return (
    <AriaTimeField
      value={new Time(Math.floor(value / 60), value % 60)}
      onChange={(time) => time && onChange(time.hour * 60 + time.minute)}
      hourCycle={24}
      shouldForceLeadingZeros
      isInvalid={Boolean(error)}
      className={fields.field}
    >
      <FieldFrame {...{ label, hideLabel, description, error, optional }}>
        <div className={fields.box}>
          <DateInput className={styles.segments}>
            {(segment) => <DateSegment segment={segment} className={styles.segment} />}
          </DateInput>
        </div>
      </FieldFrame>
    </AriaTimeField>
  );
}
