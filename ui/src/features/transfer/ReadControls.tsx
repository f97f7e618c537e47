import { useT } from "@/i18n";
import type { Encoding, ImportKind, Preview, ReadOptions } from "@/ipc";
import { NumberField, SegmentedControl, Select } from "@/kit";
import styles from "./transfer.module.css";

interface Props {
  /** None where the file could not be read so far; then these controls are the way to mend it. */
  preview: Preview | undefined;
  kind: ImportKind | undefined;
  onKind: (kind: ImportKind) => void;
  options: ReadOptions;
  onOptions: (change: Partial<ReadOptions>) => void;
}

const encodings: Encoding[] = ["auto", "utf-8", "gb18030"];
const encodingNames: Record<string, string> = { "utf-8": "UTF-8", gb18030: "GB18030 / GBK" };

/** What the file holds, which row names its columns, and how its bytes become text. */
export function ReadControls({ preview, kind, onKind, options, onOptions }: Props) {
  const t = useT();
  const isText = preview?.encoding !== "xlsx";
  const found = preview && (encodingNames[preview.encoding] ?? preview.encoding);
  return (
    <div className={styles.controls}>
      <SegmentedControl
        label={t("transfer.holds")}
        choices={(["customers", "purchases"] as const).map((value) => ({
          value,
          label: t(`transfer.kind.${value}`),
        }))}
        value={kind ?? null}
        onChange={onKind}
      />
      <div className={styles.headerRow}>
        <NumberField
          label={t("transfer.headerRow")}
          minValue={1}
          maxValue={200}
          value={options.headerRow ?? preview?.headerRow ?? 1}
          onChange={(row) => onOptions({ headerRow: Number.isNaN(row) ? null : row })}
        />
      </div>
      {isText && (
        <Select
          label={t("transfer.encoding")}
          options={encodings.map((value) => ({
            value,
            label:
              value === "auto"
                ? found
                  ? t("transfer.encodingFound", { encoding: found })
                  : t("transfer.encodingAuto")
                : (encodingNames[value] ?? value),
          }))}
          value={options.encoding ?? "auto"}
          onChange={(encoding) => onOptions({ encoding })}
        />
      )}
    </div>
  );
}
