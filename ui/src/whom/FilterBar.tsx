import { Plus, X } from "lucide-react";
import { Fragment, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { useLanguage, useT } from "@/i18n";
import type { Filter } from "@/ipc";
import { Button, IconButton, Popover } from "@/kit";
import { draftOf } from "./asks";
import { ConditionEditor } from "./ConditionEditor";
import styles from "./filter.module.css";
import { everyone, type Group, isGroup, other, tidy } from "./groups";
import { asksPreferences, useLibrary } from "./useLibrary";
import { conditionWords, filterWords } from "./wording";

interface Props {
  group: Group;
  onChange: (group: Group) => void;
}

/** The conditions that hold now, each a chip that opens to be changed. */
export function FilterBar({ group, onChange }: Props) {
  const t = useT();
  if (group.of.length === 0) return null;
  return (
    <fieldset className={styles.bar}>
      <legend className="visually-hidden">{t("customers.filters.title")}</legend>
      <Conditions group={group} depth={0} onChange={(next) => onChange(tidy(next))} />
      <Button size="small" tone="quiet" onPress={() => onChange(everyone)}>
        {t("customers.filters.clear")}
      </Button>
    </fieldset>
  );
}

function Conditions({ group, depth, onChange }: Props & { depth: number }) {
  const put = (at: number, part: Filter | undefined) =>
    onChange({ ...group, of: group.of.flatMap((each, place) => (place === at ? (part ?? []) : each)) });
  return group.of.map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no identity but its place.
    <Fragment key={at}>
      {at > 0 && <Join group={group} isPress={at === 1} onChange={onChange} />}
      {isGroup(part) && depth === 0 && part.of.length > 0 ? (
        <Nested group={part} onChange={(next) => put(at, next)} />
      ) : (
        <Condition
          filter={part}
          nested={depth === 0 ? other(group) : undefined}
          onChange={(next) => put(at, next)}
        />
      )}
    </Fragment>
  ));
}

function Nested({ group, onChange }: Props) {
  const t = useT();
  const [isOpen, open] = useState(false);
  return (
    <fieldset aria-label={t("customers.filters.group")} className={styles.nested}>
      <Conditions group={group} depth={1} onChange={onChange} />
      <Popover
        label={t("customers.filters.add")}
        isOpen={isOpen}
        onOpenChange={open}
        trigger={<IconButton size="small" label={t("customers.filters.addTo")} icon={<Plus />} />}
      >
        <ConditionEditor
          onDone={(filter) => {
            open(false);
            onChange({ ...group, of: [...group.of, filter] });
          }}
        />
      </Popover>
    </fieldset>
  );
}

/** The word between two conditions; the first of a group switches all of them. */
function Join({ group, isPress, onChange }: Props & { isPress: boolean }) {
  const t = useT();
  const word = t(group.kind === "all" ? "customers.filters.and" : "customers.filters.or");
  if (!isPress) return <span className={styles.join}>{word}</span>;
  return (
    <AriaButton
      className={`${styles.join} ${styles.joinPress}`}
      aria-label={`${word}: ${t("customers.filters.switch")}`}
      onPress={() => onChange({ ...group, kind: other(group) })}
    >
      {word}
    </AriaButton>
  );
}

interface ConditionProps {
  filter: Filter;
  nested: Group["kind"] | undefined;
  onChange: (filter: Filter | undefined) => void;
}

function Condition({ filter, nested, onChange }: ConditionProps) {
  const t = useT();
  const language = useLanguage();
  const [isOpen, open] = useState(false);
  const library = useLibrary(asksPreferences(filter));
  const draft = draftOf(filter, library);
  const line = filterWords(t, language, library, filter);
  const words = draft && conditionWords(t, language, library, draft);
  return (
    <span className={styles.chip}>
      {draft && words ? (
        <Popover
          label={t("customers.filters.edit", { words: line })}
          isOpen={isOpen}
          onOpenChange={open}
          trigger={
            <AriaButton
              className={styles.chipWords}
              onKeyDown={(event) => {
                if (event.key === "Delete" || event.key === "Backspace") onChange(undefined);
                else event.continuePropagation();
              }}
            >
              <span className={styles.chipField}>{words.field}</span> <span>{words.ask}</span>{" "}
              {words.value && <strong title={words.value}>{words.value}</strong>}
            </AriaButton>
          }
        >
          <ConditionEditor
            start={draft}
            nested={nested}
            onDone={(next) => {
              open(false);
              onChange(next);
            }}
          />
        </Popover>
      ) : (
        <span className={styles.chipWords} title={line}>
          {line}
        </span>
      )}
      <AriaButton
        className={styles.chipRemove}
        aria-label={t("customers.filters.remove", { words: line })}
        onPress={() => onChange(undefined)}
      >
        <X aria-hidden="true" />
      </AriaButton>
    </span>
  );
}
