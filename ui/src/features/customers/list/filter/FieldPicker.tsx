import { Autocomplete, Input, ListBox, ListBoxItem, SearchField, useFilter } from "react-aria-components";
import { inEveryLanguage, useT } from "@/i18n";
import type { Field } from "@/ipc";
import { isComposing } from "@/kit";
import { fields, fieldWord } from "./fields";
import styles from "./filter.module.css";

/** Which field; found by typing a piece of its name in either language. */
export function FieldPicker({ onPick }: { onPick: (field: Field) => void }) {
  const t = useT();
  const { contains } = useFilter({ sensitivity: "base" });
  return (
    <div
      className={styles.picker}
      // Enter that ends a word of an input method picks nothing.
      onKeyDownCapture={(event) => isComposing(event) && event.stopPropagation()}
    >
      <Autocomplete filter={contains}>
        <SearchField aria-label={t("customers.filters.which")} autoFocus className={styles.pickerSearch}>
          <Input placeholder={t("customers.filters.whichHint")} />
        </SearchField>
        <ListBox
          aria-label={t("customers.filters.which")}
          className={styles.pickerList}
          renderEmptyState={() => <p className={styles.nothing}>{t("kit.noMatch")}</p>}
          onAction={(key) => onPick(key as Field)}
        >
          {fields.map((field) => (
            <ListBoxItem
              key={field}
              id={field}
              textValue={inEveryLanguage(`customers.fields.${field}`).join(" ")}
              className={styles.pickerItem}
            >
              {fieldWord(t, field)}
            </ListBoxItem>
          ))}
        </ListBox>
      </Autocomplete>
    </div>
  );
}
