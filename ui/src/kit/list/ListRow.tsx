import { type MouseEvent, memo, type PointerEvent } from "react";
import { useT } from "@/i18n";
import { Checkbox } from "../fields/Choices";
import styles from "./list.module.css";
import type { Column } from "./VirtualList";

export interface ListRowProps<R> {
  id: string;
  index: number;
  /** Undefined while it is not loaded. */
  row: R | undefined;
  columns: readonly Column<R>[];
  tracks: string;
  height: number;
  isActive: boolean;
  /** Undefined where rows can't be selected. */
  isSelected: boolean | undefined;
  hasSelection: boolean;
  onClick: (event: MouseEvent, index: number) => void;
  onToggle: (index: number) => void;
}

function Row<R>(props: ListRowProps<R>) {
  const { id, index, row, columns, isActive, isSelected, onClick, onToggle } = props;
  const t = useT();
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      aria-busy={row === undefined || undefined}
      data-active={isActive || undefined}
      className={styles.row}
      style={{ height: props.height, gridTemplateColumns: props.tracks }}
      onClick={(event) => onClick(event, index)}
      onPointerOver={tellWhole}
    >
      {props.hasSelection && (
        <span role="gridcell" className={`${styles.cell} ${styles.check}`}>
          {row !== undefined && (
            <Checkbox
              aria-label={t("kit.select")}
              excludeFromTabOrder
              isSelected={isSelected}
              onChange={() => onToggle(index)}
            />
          )}
        </span>
      )}
      {columns.map((column) => (
        <span key={column.id} role="gridcell" className={styles.cell} data-align={column.align}>
          {row === undefined ? <span className={styles.ghost} /> : column.cell(row, index)}
        </span>
      ))}
    </div>
  );
}

/** Whoever points at a text that is cut is told all of it; a mask stays, since it is the text. */
function tellWhole({ target }: PointerEvent) {
  const cell = (target as Element).closest<HTMLElement>('[role="gridcell"]');
  if (!cell) return;
  const isCut = [cell, ...cell.querySelectorAll("*")].some((part) => part.scrollWidth > part.clientWidth + 1);
  cell.title = isCut ? cell.innerText.trim() : "";
}

/** Scrolling moves rows by moving their parent; one that is already drawn must not be drawn again. */
export const ListRow = memo(Row) as typeof Row;
