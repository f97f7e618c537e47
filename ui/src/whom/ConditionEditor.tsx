import { useState } from "react";
import { useT } from "@/i18n";
import type { Filter } from "@/ipc";
import { type Draft, newDraft } from "./asks";
import { ConditionForm } from "./ConditionForm";
import { FieldPicker } from "./FieldPicker";
import type { Group } from "./groups";

interface Props {
  /** What is there already; the field is picked first where nothing is. */
  start?: Draft;
  /** How a second condition would be joined to this one; none where groups nest no deeper. */
  nested?: Group["kind"];
  onDone: (filter: Filter) => void;
}

/** A field, then what is asked of it; in a popover. */
export function ConditionEditor({ start, nested, onDone }: Props) {
  const t = useT();
  const [draft, setDraft] = useState(start);
  /** The condition that the next one is joined to. */
  const [first, setFirst] = useState<Filter>();
  if (!draft) return <FieldPicker onPick={(field, kind) => setDraft(newDraft(field, kind))} />;
  const joinWords = { all: t("customers.filters.andAlso"), any: t("customers.filters.orElse") };
  return (
    <ConditionForm
      key={draft.field}
      start={draft}
      onOtherField={() => setDraft(undefined)}
      joinWord={nested && !first ? joinWords[nested] : undefined}
      onJoin={(filter) => {
        setFirst(filter);
        setDraft(undefined);
      }}
      onApply={(filter) => onDone(first && nested ? { kind: nested, of: [first, filter] } : filter)}
    />
  );
}
