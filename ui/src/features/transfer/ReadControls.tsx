import { type T, useT } from "@/i18n";
import type { DayMonth, Encoding, ImportKind, Preview, ReadOptions } from "@/ipc";
import { Checkbox, NumberField, SegmentedControl, Select } from "@/kit";
import styles from "./transfer.module.css";

interface Props {
  /** None where the file could not be read so far; then these controls are the way to mend it. */
  preview: Preview | undefined;
  kind: ImportKind | undefined;
  onKind: (kind: ImportKind) => void;
  options: ReadOptions;
  onOptions: (change: Partial<ReadOptions>) => void;
}

const encodings: Encoding[] = ["auto", "utf-8", "gb18030", "big5", "utf-16le", "utf-16be", "windows-1252"];
const encodingNames: Record<string, string> = {
  "utf-8": "UTF-8",
  gb18030: "GB18030 / GBK",
  big5: "Big5",
  "utf-16le": "UTF-16 LE",
  "utf-16be": "UTF-16 BE",
  "windows-1252": "Windows-1252",
};

/** What the file holds, which sheet, which row names its columns, and how its bytes become text. */
export function ReadControls({ preview, kind, onKind, options, onOptions }: Props) {
  const t = useT();
  const isText = preview?.encoding !== "xlsx";
  // Cards have no rows of headings.
  const isCards = preview?.encoding === "vcard";
  const found = preview && (encodingNames[preview.encoding] ?? preview.encoding);
  const headerRow = options.headerRow ?? preview?.headerRow ?? 1;
  return (
    <div className={styles.controls}>
      <SegmentedControl
        label={t("transfer.holds")}
        choices={(["customers", "purchases", "complaints"] as const).map((value) => ({
          value,
          label: t(`transfer.kind.${value}`),
        }))}
        value={kind ?? null}
        onChange={onKind}
      />
      {preview && preview.sheets.length > 1 && (
        <Select
          label={t("transfer.sheet")}
          options={preview.sheets.map(({ name, rows }) => ({
            value: name,
            label: t("transfer.sheetRows", { name, count: rows }),
          }))}
          value={preview.sheet}
          // Another sheet has other headings.
          onChange={(sheet) => onOptions({ sheet, headerRow: null, map: {} })}
        />
      )}
      {!isCards && (
        <div className={styles.headerRow}>
          <NumberField
            label={t("transfer.headerRow")}
            minValue={1}
            maxValue={1_048_576}
            value={headerRow === 0 ? Number.NaN : headerRow}
            isDisabled={headerRow === 0}
            onChange={(row) => onOptions({ headerRow: Number.isNaN(row) ? null : row })}
          />
          <Checkbox
            isSelected={headerRow === 0}
            // The columns go by other names then.
            onChange={(none) => onOptions({ headerRow: none ? 0 : 1, map: {} })}
          >
            {t("transfer.noHeadings")}
          </Checkbox>
        </div>
      )}
      {isText && (
        <Select
          label={t("transfer.encoding")}
          options={encodings.map((value) => ({
            value,
            label:
              value === "auto"
                ? found && !isCards
                  ? t("transfer.encodingFound", { encoding: found })
                  : t("transfer.encodingAuto")
                : (encodingNames[value] ?? value),
          }))}
          value={options.encoding ?? "auto"}
          onChange={(encoding) => onOptions({ encoding })}
        />
      )}
      {preview?.dateOrder && (
        <Select
          label={t("transfer.dateOrder.label", { example: preview.dateOrder.example })}
          options={orders(t, preview.dateOrder.order)}
          value={preview.dateOrder.order ?? unknown}
          onChange={(order) => onOptions({ dateOrder: order === unknown ? null : order })}
        />
      )}
    </div>
  );
}

const unknown = "unknown";

/** What nothing has decided is offered as such until somebody does. */
function orders(t: T, order: DayMonth | null) {
  const known = (["dayFirst", "monthFirst"] as const).map((value) => ({
    value,
    label: t(`transfer.dateOrder.${value}`),
  }));
  const none = { value: unknown, label: t("transfer.dateOrder.unknown") } as const;
  return order === null ? [none, ...known] : known;
}
