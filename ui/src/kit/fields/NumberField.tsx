import { Minus, Plus } from "lucide-react";
import {
  NumberField as AriaNumberField,
  type NumberFieldProps as AriaNumberFieldProps,
  Button,
  Group,
  Input,
} from "react-aria-components";
import { FieldFrame, type FieldWords } from "./FieldFrame";
import styles from "./fields.module.css";

export interface NumberFieldProps
  extends Omit<AriaNumberFieldProps, "className" | "style" | "children" | "isInvalid">,
    FieldWords {
  placeholder?: string;
}

export function NumberField({
  label,
  hideLabel,
  description,
  error,
  optional,
  placeholder,
  ...rest
}: NumberFieldProps) {
  return (
    <AriaNumberField {...rest} isInvalid={Boolean(error)} className={styles.field}>
      <FieldFrame {...{ label, hideLabel, description, error, optional }}>
        <Group className={styles.box}>
          <Input className="tabular" placeholder={placeholder} />
          <Button slot="decrement" className={styles.inner}>
            <Minus aria-hidden="true" />
          </Button>
          <Button slot="increment" className={styles.inner}>
            <Plus aria-hidden="true" />
          </Button>
        </Group>
      </FieldFrame>
    </AriaNumberField>
  );
}
