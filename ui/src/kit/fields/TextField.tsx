import type { ReactNode, Ref } from "react";
import {
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  Group,
  Input,
} from "react-aria-components";
import { FieldFrame, type FieldWords } from "./FieldFrame";
import styles from "./fields.module.css";

type Base = Omit<AriaTextFieldProps, "className" | "style" | "children" | "isInvalid">;

export interface TextFieldProps extends Base, FieldWords {
  placeholder?: string;
  /** An icon before the text. */
  lead?: ReactNode;
  /** A small control after the text. */
  trail?: ReactNode;
  ref?: Ref<HTMLInputElement>;
}

export function TextField({
  label,
  hideLabel,
  description,
  error,
  optional,
  placeholder,
  lead,
  trail,
  ref,
  ...rest
}: TextFieldProps) {
  return (
    <AriaTextField {...rest} isInvalid={Boolean(error)} className={styles.field}>
      <FieldFrame {...{ label, hideLabel, description, error, optional }}>
        <Group className={styles.box}>
          {lead && <span className={styles.lead}>{lead}</span>}
          <Input ref={ref} placeholder={placeholder} />
          {trail}
        </Group>
      </FieldFrame>
    </AriaTextField>
  );
}

export interface TextAreaProps extends Base, FieldWords {
  placeholder?: string;
  rows?: number;
  ref?: Ref<HTMLTextAreaElement>;
}

export function TextArea({
  label,
  hideLabel,
  description,
  error,
  optional,
  placeholder,
  rows = 3,
  ref,
  ...rest
}: TextAreaProps) {
  return (
    <AriaTextField {...rest} isInvalid={Boolean(error)} className={styles.field}>
      <FieldFrame {...{ label, hideLabel, description, error, optional }}>
        <AriaTextArea ref={ref} rows={rows} placeholder={placeholder} className={styles.box} />
      </FieldFrame>
    </AriaTextField>
  );
}
