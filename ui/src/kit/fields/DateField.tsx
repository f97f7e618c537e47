import { type CalendarDate, parseDate } from "@internationalized/date";
import { CalendarDays, ChevronLeft, ChevronRight } from "lucide-react";
import {
  DateField as AriaDateField,
  DatePicker as AriaDatePicker,
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  DateInput,
  DateSegment,
  Dialog,
  Group,
  Heading,
} from "react-aria-components";
import { PopoverSurface } from "../overlays/Popover";
import styles from "./dates.module.css";
import { FieldFrame, type FieldWords } from "./FieldFrame";
import fields from "./fields.module.css";

/** Dates are civil days written `2026-11-23`, as they cross the wire. */
export interface DateFieldProps extends FieldWords {
  value: string | null;
  onChange: (value: string | null) => void;
  min?: string;
  max?: string;
  isDisabled?: boolean;
  isRequired?: boolean;
  autoFocus?: boolean;
}

const toDate = (text: string | null | undefined): CalendarDate | null => {
  try {
    return text ? parseDate(text) : null;
  } catch {
    return null;
  }
};

function bounds({ value, onChange, min, max, isDisabled, isRequired, autoFocus, error }: DateFieldProps) {
  return {
    value: toDate(value),
    onChange: (date: CalendarDate | null) => onChange(date?.toString() ?? null),
    minValue: toDate(min),
    maxValue: toDate(max),
    isInvalid: Boolean(error),
    granularity: "day" as const,
    isDisabled,
    isRequired,
    autoFocus,
  };
}

const Segments = () => (
  <DateInput className={styles.segments}>
    {(segment) => <DateSegment segment={segment} className={styles.segment} />}
  </DateInput>
);

/** A date typed as year, month, day. */
export function DateField(props: DateFieldProps) {
  return (
    <AriaDateField {...bounds(props)} className={fields.field}>
      <FieldFrame {...words(props)}>
        <div className={fields.box}>
          <Segments />
        </div>
      </FieldFrame>
    </AriaDateField>
  );
}

/** A date typed or picked from a month. */
export function DatePicker(props: DateFieldProps) {
  return (
    <AriaDatePicker {...bounds(props)} className={fields.field}>
      <FieldFrame {...words(props)}>
        <Group className={fields.box}>
          <Segments />
          <Button className={fields.inner}>
            <CalendarDays aria-hidden="true" />
          </Button>
        </Group>
      </FieldFrame>
      <PopoverSurface>
        <Dialog>
          <MonthCalendar />
        </Dialog>
      </PopoverSurface>
    </AriaDatePicker>
  );
}

function MonthCalendar() {
  return (
    <Calendar className={styles.calendar}>
      <div className={styles.head}>
        <Button slot="previous" className={fields.inner}>
          <ChevronLeft aria-hidden="true" />
        </Button>
        <Heading />
        <Button slot="next" className={fields.inner}>
          <ChevronRight aria-hidden="true" />
        </Button>
      </div>
      <CalendarGrid className={styles.grid}>
        <CalendarGridHeader>{(day) => <CalendarHeaderCell>{day}</CalendarHeaderCell>}</CalendarGridHeader>
        <CalendarGridBody>{(date) => <CalendarCell date={date} className={styles.cell} />}</CalendarGridBody>
      </CalendarGrid>
    </Calendar>
  );
}

const words = ({ label, hideLabel, description, error, optional }: FieldWords): FieldWords => ({
  label,
  hideLabel,
  description,
  error,
  optional,
});
