import { ChevronDown, ChevronUp, Columns3, GripVertical } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useT } from "@/i18n";
import { Button, Checkbox, IconButton, Popover } from "@/kit";
import { type FieldKey, fieldWord, type Library, orderedFields, ownKey } from "@/whom";
import styles from "./columns.module.css";
import { full, keyOf, type Layout, moved, stepped, toggled } from "./layout";

interface Props {
  layout: Layout;
  onLayout: (layout: Layout) => void;
  library: Library;
  onUsual: () => void;
}

/** Which columns, in which order; each line is dragged, or moved with Alt and an arrow. */
export function ColumnsMenu(props: Props) {
  const t = useT();
  return (
    <Popover
      label={t("customers.columns.title")}
      placement="bottom end"
      trigger={
        <IconButton
          size="small"
          label={t("customers.columns.title")}
          icon={<Columns3 aria-hidden="true" />}
        />
      }
    >
      <Lines {...props} />
    </Popover>
  );
}

function Lines({ layout, onLayout, library, onUsual }: Props) {
  const t = useT();
  const list = useRef<HTMLUListElement>(null);
  const [dragged, drag] = useState<FieldKey>();
  const follow = useRef<FieldKey>(undefined);
  const shown = full(layout).map(keyOf);
  const all = [...library.fields.map(({ id }) => ownKey(id)), ...orderedFields];
  const lines = [...shown, ...all.filter((key) => !shown.includes(key))];

  // A line that moves in the document may lose the focus on its way.
  useEffect(() => {
    if (!follow.current) return;
    list.current?.querySelector<HTMLElement>(`[data-field="${follow.current}"] input`)?.focus();
    follow.current = undefined;
  });

  function move(field: FieldKey, to: number) {
    follow.current = field;
    onLayout(moved(layout, field, to));
  }

  function onKeyDown(event: KeyboardEvent, field: FieldKey) {
    if (!event.altKey) return;
    const at = shown.indexOf(field);
    const steps: Record<string, () => void> = {
      ArrowUp: () => move(field, at - 1),
      ArrowDown: () => move(field, at + 1),
      ArrowLeft: () => onLayout(stepped(layout, field, -16)),
      ArrowRight: () => onLayout(stepped(layout, field, 16)),
    };
    const step = at >= 0 ? steps[event.key] : undefined;
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    step();
  }

  return (
    <div className={styles.menu}>
      <ul ref={list} className={styles.lines}>
        {lines.map((field) => {
          const at = shown.indexOf(field);
          const name = fieldWord(t, field, library);
          return (
            <li
              key={field}
              data-field={field}
              data-dragged={dragged === field || undefined}
              className={styles.line}
              draggable={at >= 0}
              onDragStart={(event) => {
                event.dataTransfer.effectAllowed = "move";
                event.dataTransfer.setData("text/plain", name);
                drag(field);
              }}
              onDragOver={(event) => {
                if (!dragged || at < 0) return;
                event.preventDefault();
                if (dragged !== field) onLayout(moved(layout, dragged, at));
              }}
              onDrop={(event) => event.preventDefault()}
              onDragEnd={() => drag(undefined)}
              onKeyDown={(event) => onKeyDown(event, field)}
            >
              <GripVertical aria-hidden="true" data-off={at < 0 || undefined} />
              <Checkbox
                isSelected={at >= 0}
                isDisabled={field === "name"}
                onChange={() => onLayout(toggled(layout, field))}
              >
                {name}
              </Checkbox>
              <span className={styles.moves}>
                {at > 0 && (
                  <IconButton
                    size="small"
                    label={t("customers.columns.up", { field: name })}
                    icon={<ChevronUp />}
                    onPress={() => onLayout(moved(layout, field, at - 1))}
                  />
                )}
                {at >= 0 && at < shown.length - 1 && (
                  <IconButton
                    size="small"
                    label={t("customers.columns.down", { field: name })}
                    icon={<ChevronDown />}
                    onPress={() => onLayout(moved(layout, field, at + 1))}
                  />
                )}
              </span>
            </li>
          );
        })}
      </ul>
      <div className={styles.foot}>
        <small>{t("customers.columns.hint")}</small>
        <Button size="small" tone="quiet" isDisabled={layout.length === 0} onPress={onUsual}>
          {t("customers.columns.usual")}
        </Button>
      </div>
    </div>
  );
}
