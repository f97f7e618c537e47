import { Check, Minus } from "lucide-react";
import type { ReactNode } from "react";
import {
  Checkbox as AriaCheckbox,
  type CheckboxProps as AriaCheckboxProps,
  RadioGroup as AriaRadioGroup,
  Switch as AriaSwitch,
  type SwitchProps as AriaSwitchProps,
  Radio,
} from "react-aria-components";
import { FieldFrame, type FieldWords } from "./FieldFrame";
import styles from "./fields.module.css";

type WithWords<P> = Omit<P, "className" | "style" | "children"> & { children?: ReactNode };

/** Without children, give it an `aria-label`. */
export function Checkbox({ children, ...rest }: WithWords<AriaCheckboxProps>) {
  return (
    <AriaCheckbox {...rest} className={styles.choice}>
      {({ isSelected, isIndeterminate }) => (
        <>
          <span className={styles.tick}>
            {isIndeterminate ? <Minus aria-hidden="true" /> : isSelected && <Check aria-hidden="true" />}
          </span>
          {children}
        </>
      )}
    </AriaCheckbox>
  );
}

export function Switch({ children, ...rest }: WithWords<AriaSwitchProps>) {
  return (
    <AriaSwitch {...rest} className={styles.choice}>
      <span className={styles.track} />
      {children}
    </AriaSwitch>
  );
}

export interface RadioChoice<V extends string> {
  value: V;
  label: ReactNode;
  icon?: ReactNode;
  isDisabled?: boolean;
}

export interface RadioGroupProps<V extends string> extends FieldWords {
  choices: readonly RadioChoice<V>[];
  value: V | null;
  onChange: (value: V) => void;
  isDisabled?: boolean;
}

export function RadioGroup<V extends string>(props: RadioGroupProps<V>) {
  return <Radios {...props} look="list" />;
}

/** A radio group drawn as one bar; for two to five short words. */
export function SegmentedControl<V extends string>(props: RadioGroupProps<V>) {
  return <Radios {...props} look="bar" />;
}

function Radios<V extends string>({
  label,
  hideLabel,
  description,
  error,
  optional,
  choices,
  value,
  onChange,
  isDisabled,
  look,
}: RadioGroupProps<V> & { look: "list" | "bar" }) {
  const bar = look === "bar";
  return (
    <AriaRadioGroup
      value={value}
      onChange={(next) => onChange(next as V)}
      isDisabled={isDisabled}
      isInvalid={Boolean(error)}
      orientation={bar ? "horizontal" : "vertical"}
      className={styles.field}
    >
      <FieldFrame {...{ label, hideLabel, description, error, optional }}>
        <div className={bar ? styles.segments : styles.group}>
          {choices.map((choice) => (
            <Radio
              key={choice.value}
              value={choice.value}
              isDisabled={choice.isDisabled}
              className={bar ? styles.segment : styles.choice}
            >
              {!bar && <span className={`${styles.tick} ${styles.round}`} />}
              {choice.icon}
              {choice.label}
            </Radio>
          ))}
        </div>
      </FieldFrame>
    </AriaRadioGroup>
  );
}
