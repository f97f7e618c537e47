import { Check, ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import {
  ComboBox as AriaComboBox,
  Select as AriaSelect,
  Button,
  Group,
  Input,
  ListBox,
  ListBoxItem,
  SelectValue,
} from "react-aria-components";
import { useT } from "@/i18n";
import { PopoverSurface } from "../overlays/Popover";
import { FieldFrame, type FieldWords } from "./FieldFrame";
import styles from "./fields.module.css";

export interface Option<V extends string = string> {
  value: V;
  label: string;
  detail?: string;
  isDisabled?: boolean;
}

interface Shared<V extends string> extends FieldWords {
  options: readonly Option<V>[];
  value: V | null;
  placeholder?: string;
  isDisabled?: boolean;
  isRequired?: boolean;
  name?: string;
  autoFocus?: boolean;
}

export interface SelectProps<V extends string> extends Shared<V> {
  onChange: (value: V) => void;
}

export function Select<V extends string>({
  label,
  hideLabel,
  description,
  error,
  optional,
  options,
  value,
  onChange,
  placeholder,
  ...rest
}: SelectProps<V>) {
  const t = useT();
  return (
    <AriaSelect
      {...rest}
      value={value}
      onChange={(key) => key !== null && onChange(key as V)}
      placeholder={placeholder ?? t("kit.choose")}
      isInvalid={Boolean(error)}
      className={styles.field}
    >
      <FieldFrame {...{ label, hideLabel, description, error, optional }}>
        <Button className={`${styles.box} ${styles.select}`}>
          <SelectValue className={styles.value}>
            {({ selectedText, isPlaceholder, defaultChildren }) =>
              isPlaceholder ? defaultChildren : selectedText
            }
          </SelectValue>
          <ChevronDown aria-hidden="true" />
        </Button>
      </FieldFrame>
      <PopoverSurface matchTrigger>
        <ListBox className={styles.options}>{options.map(optionRow)}</ListBox>
      </PopoverSurface>
    </AriaSelect>
  );
}

export interface ComboBoxProps<V extends string> extends Shared<V> {
  onChange: (value: V | null) => void;
  /** For options that come from elsewhere as the text changes; filtering is then the caller's. */
  onInputChange?: (text: string) => void;
  inputValue?: string;
  /** Lets the typed text stand without a matching option. */
  allowsCustomValue?: boolean;
  empty?: ReactNode;
}

export function ComboBox<V extends string>({
  label,
  hideLabel,
  description,
  error,
  optional,
  options,
  value,
  onChange,
  placeholder,
  empty,
  onInputChange,
  ...rest
}: ComboBoxProps<V>) {
  const t = useT();
  return (
    <AriaComboBox
      {...rest}
      value={value}
      onChange={(key) => onChange(key as V | null)}
      onInputChange={onInputChange}
      defaultFilter={onInputChange ? () => true : undefined}
      // Where anything may be typed a list of nothing helps nobody, and one that opens by itself is in the way.
      menuTrigger={rest.allowsCustomValue ? "input" : "focus"}
      allowsEmptyCollection={!rest.allowsCustomValue}
      isInvalid={Boolean(error)}
      className={styles.field}
    >
      <FieldFrame {...{ label, hideLabel, description, error, optional }}>
        <Group className={styles.box}>
          <Input placeholder={placeholder} />
          <Button className={styles.inner}>
            <ChevronDown aria-hidden="true" />
          </Button>
        </Group>
      </FieldFrame>
      <PopoverSurface matchTrigger>
        <ListBox
          className={styles.options}
          renderEmptyState={() => <div className={styles.nothing}>{empty ?? t("kit.noMatch")}</div>}
        >
          {options.map(optionRow)}
        </ListBox>
      </PopoverSurface>
    </AriaComboBox>
  );
}

function optionRow(option: Option) {
  return (
    <ListBoxItem
      key={option.value}
      id={option.value}
      textValue={option.label}
      isDisabled={option.isDisabled}
      className={styles.option}
    >
      {({ isSelected }) => (
        <>
          <span>
            {option.label}
            {option.detail && <small>{option.detail}</small>}
          </span>
          {isSelected && <Check aria-hidden="true" />}
        </>
      )}
    </ListBoxItem>
  );
}
