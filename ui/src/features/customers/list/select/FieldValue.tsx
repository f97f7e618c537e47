import { useState } from "react";
import { useT } from "@/i18n";
import { Checkbox, DatePicker, Offers, Select, TextField } from "@/kit";
import {
  type FieldKey,
  fieldWord,
  kindOf,
  type Library,
  ownKey,
  useLibrary,
  useOffers,
  valuesOf,
  valueWord,
} from "@/whom";
import { bulkFields, canBeEmpty, changeOf, type Typed } from "./change";
import styles from "./select.module.css";

interface Props {
  typed: Typed;
  error: string | undefined;
  onChange: (part: Partial<Typed>) => void;
}

/** A field, and what everyone is to have in it. */
export function FieldValue({ typed, error, onChange }: Props) {
  const t = useT();
  const library = useLibrary();
  const { field, value, isEmptied } = typed;
  const keys: FieldKey[] = [...library.fields.map(({ id }) => ownKey(id)), ...bulkFields];
  const isUnread = value.trim() !== "" && !isEmptied && !changeOf("set", typed, library);
  return (
    <>
      <Select
        label={t("customers.select.field")}
        options={keys.map((key) => ({ value: key, label: fieldWord(t, key, library) }))}
        value={field}
        onChange={(next) => onChange({ field: next, value: "", isEmptied: false })}
      />
      <Value
        key={field}
        field={field}
        library={library}
        label={t("customers.select.value")}
        isDisabled={isEmptied}
        error={error ?? (isUnread ? t("errors.invalid.unreadable") : undefined)}
        value={isEmptied ? "" : value}
        onChange={(next) => onChange({ value: next })}
      />
      {canBeEmpty(field) && (
        <Checkbox isSelected={isEmptied} onChange={(next) => onChange({ isEmptied: next })}>
          {t("customers.select.takeAway")}
        </Checkbox>
      )}
    </>
  );
}

interface ValueProps {
  field: FieldKey;
  library: Library;
  label: string;
  isDisabled: boolean;
  error: string | undefined;
  value: string;
  onChange: (value: string) => void;
}

function Value({ field, library, value, onChange, ...props }: ValueProps) {
  const t = useT();
  const kind = kindOf(field, library);
  switch (kind) {
    case "choice":
      return (
        <Select
          {...props}
          options={valuesOf(field, library).map((each) => ({
            value: each,
            label: valueWord(t, field, each, library),
          }))}
          value={value || null}
          onChange={onChange}
        />
      );
    case "day":
      return <DatePicker {...props} value={value || null} onChange={(day) => onChange(day ?? "")} />;
    case "decimal":
    case "money":
      return (
        <TextField
          {...props}
          inputMode="decimal"
          trail={kind === "money" && <span className={styles.unit}>{t("customers.filters.yuan")}</span>}
          value={value}
          onChange={onChange}
        />
      );
    default:
      return <Text {...props} field={field} value={value} onChange={onChange} />;
  }
}

/** Words in use are offered below, so that nobody types a second one for the same. */
function Text({ field, value, onChange, ...props }: Omit<ValueProps, "library">) {
  const offers = useOffers(field, value);
  const [isTaken, take] = useState(false);
  const shown = isTaken || props.isDisabled ? [] : offers.filter(({ word }) => word !== value);
  return (
    <div className={styles.words}>
      <TextField
        {...props}
        value={value}
        onChange={(next) => {
          take(false);
          onChange(next);
        }}
      />
      <Offers
        offers={shown}
        onTake={(word) => {
          take(true);
          onChange(word);
        }}
      />
    </div>
  );
}
