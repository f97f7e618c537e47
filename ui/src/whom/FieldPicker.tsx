import { Autocomplete, Input, ListBox, ListBoxItem, SearchField, useFilter } from "react-aria-components";
import { inEveryLanguage, useT } from "@/i18n";
import { isComposing } from "@/kit";
import { type FieldKey, type FieldKind, fields, fieldWord, isField, kindOf, ownKey } from "./fields";
import styles from "./filter.module.css";
import { useLibrary } from "./useLibrary";

interface Props {
  onPick: (field: FieldKey, kind: FieldKind) => void;
}

/** Which field; found by typing a piece of its name in either language. */
export function FieldPicker({ onPick }: Props) {
  const t = useT();
  const { contains } = useFilter({ sensitivity: "base" });
  const library = useLibrary();
  // What the shop made for itself is what it asks for.
  const keys: FieldKey[] = [...library.fields.map(({ id }) => ownKey(id)), ...fields];
  const pick = (key: FieldKey) => {
    const kind = kindOf(key, library);
    if (kind) onPick(key, kind);
  };
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
          onAction={(key) => pick(key as FieldKey)}
        >
          {keys.map((key) => (
            <ListBoxItem
              key={key}
              id={key}
              textValue={
                isField(key)
                  ? inEveryLanguage(`customers.fields.${key}`).join(" ")
                  : fieldWord(t, key, library)
              }
              className={styles.pickerItem}
            >
              {fieldWord(t, key, library)}
            </ListBoxItem>
          ))}
        </ListBox>
      </Autocomplete>
    </div>
  );
}
