import { type FormEvent, useState } from "react";
import { useT } from "@/i18n";
import type { Filter } from "@/ipc";
import { Button, isComposing, Select } from "@/kit";
import { type Ask, asksOf, type Draft, filterOf } from "./asks";
import { ConditionValue } from "./ConditionValue";
import { fieldWord } from "./fields";
import styles from "./filter.module.css";
import { useLibrary } from "./useLibrary";

interface Props {
  start: Draft;
  onOtherField: () => void;
  /** The word for what joins a second condition to this one in a group of their own; none where it cannot nest. */
  joinWord?: string;
  onJoin: (filter: Filter) => void;
  onApply: (filter: Filter) => void;
}

/** What is asked of a field. Enter applies it. */
export function ConditionForm({ start, onOtherField, joinWord, onJoin, onApply }: Props) {
  const t = useT();
  const [draft, setDraft] = useState(start);
  const filter = filterOf(draft);
  const library = useLibrary();
  const known = asksOf(draft.field, draft.kind);
  const asks = known.includes(draft.ask) ? known : [...known, draft.ask];

  function apply(event: FormEvent) {
    event.preventDefault();
    // React hands the event on to forms around the popover, which are no forms around it on the page.
    event.stopPropagation();
    if (filter) onApply(filter);
  }

  return (
    <form
      className={styles.form}
      onSubmit={apply}
      onKeyDown={(event) => {
        if (event.key === "Enter" && isComposing(event)) event.preventDefault();
      }}
    >
      <div className={styles.formHead}>
        <strong>{fieldWord(t, draft.field, library)}</strong>
        <Button size="small" tone="quiet" onPress={onOtherField}>
          {t("customers.filters.changeField")}
        </Button>
      </div>
      <Select
        label={t("customers.filters.ask")}
        hideLabel
        options={asks.map((value) => ({ value, label: t(`customers.filters.asks.${value}`) }))}
        value={draft.ask}
        onChange={(ask: Ask) => setDraft({ ...draft, ask })}
      />
      <ConditionValue draft={draft} onChange={(part) => setDraft((before) => ({ ...before, ...part }))} />
      <div className={styles.formFoot}>
        {joinWord && (
          <Button tone="quiet" isDisabled={!filter} onPress={() => filter && onJoin(filter)}>
            {joinWord}
          </Button>
        )}
        <Button tone="primary" type="submit" isDisabled={!filter}>
          {t("customers.filters.apply")}
        </Button>
      </div>
    </form>
  );
}
