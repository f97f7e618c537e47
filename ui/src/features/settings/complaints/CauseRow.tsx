import { Archive, ArchiveRestore, ArrowDown, ArrowUp, CornerDownRight, Plus, Trash2 } from "lucide-react";
import { useT } from "@/i18n";
import { Chip, IconButton, TextField } from "@/kit";
import styles from "./complaints.module.css";
import type { Line } from "./tree";

interface Props {
  line: Line;
  /** Not saved yet: it may go for good. */
  isNew: boolean;
  error: string | undefined;
  onRename: (name: string) => void;
  onMove: (by: 1 | -1) => void;
  onAddUnder: () => void;
  onRetire: (isRetired: boolean) => void;
  onRemove: () => void;
}

/** One cause: its name, its place and what can be done with it. */
export function CauseRow({ line, isNew, error, onRename, onMove, onAddUnder, onRetire, onRemove }: Props) {
  const t = useT();
  const { cause, depth, isFirst, isLast } = line;
  const isRetired = cause.retired ?? false;
  const name = cause.name || t("settings.complaints.causes.new");
  return (
    <li className={styles.cause} data-top={depth === 0 || undefined}>
      <span className={styles.causeName} style={{ paddingInlineStart: `${depth * 1.75}rem` }}>
        {depth > 0 && <CornerDownRight aria-hidden="true" />}
        <TextField
          label={t("settings.complaints.causes.name", { name })}
          hideLabel
          placeholder={t("settings.complaints.causes.placeholder")}
          autoFocus={isNew && cause.name === ""}
          autoComplete="off"
          value={cause.name}
          onChange={onRename}
          error={error}
        />
        {isRetired && (
          <Chip icon={<Archive aria-hidden="true" />}>{t("settings.complaints.causes.retired")}</Chip>
        )}
      </span>
      <span className={styles.buttons}>
        <IconButton
          size="small"
          label={t("settings.complaints.causes.addUnder", { name })}
          icon={<Plus />}
          isDisabled={isRetired}
          onPress={onAddUnder}
        />
        <IconButton
          size="small"
          label={t("settings.own.up", { name })}
          icon={<ArrowUp />}
          isDisabled={isFirst}
          onPress={() => onMove(-1)}
        />
        <IconButton
          size="small"
          label={t("settings.own.down", { name })}
          icon={<ArrowDown />}
          isDisabled={isLast}
          onPress={() => onMove(1)}
        />
        {isNew ? (
          <IconButton
            size="small"
            label={t("settings.own.remove", { name })}
            icon={<Trash2 />}
            onPress={onRemove}
          />
        ) : (
          <IconButton
            size="small"
            label={t(`settings.complaints.causes.${isRetired ? "bringBack" : "retire"}`, { name })}
            icon={isRetired ? <ArchiveRestore /> : <Archive />}
            onPress={() => onRetire(!isRetired)}
          />
        )}
      </span>
    </li>
  );
}
