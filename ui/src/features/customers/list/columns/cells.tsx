import { Building2, User } from "lucide-react";
import type { ReactNode } from "react";
import { type T, useT } from "@/i18n";
import type { CustomerRow, Field } from "@/ipc";
import { Count, Instant, Money, Phone, Private, RelativeDay } from "@/kit";
import { SegmentChip, StageChip } from "@/terms";
import styles from "../list.module.css";

interface Cell {
  /** A grid track where nobody chose a width. */
  width: string;
  /** What it needs at least, in rem. */
  least: number;
  align?: "end";
  cell: (row: CustomerRow, t: T, isRoomy: boolean) => ReactNode;
}

/** What a line of the list knows, and so what can be a column. */
export const cells: Partial<Record<Field, Cell>> = {
  name: { width: "minmax(9rem, 2fr)", least: 9, cell: (row) => <Name row={row} /> },
  phone: { width: "8.75rem", least: 8.75, cell: (row) => <Phone number={row} /> },
  segment: {
    width: "7rem",
    least: 7,
    cell: (row) => row.segment && <SegmentChip segment={row.segment} />,
  },
  stage: { width: "7rem", least: 7, cell: (row) => row.stage && <StageChip stage={row.stage} /> },
  lastPurchase: {
    width: "7rem",
    least: 7,
    cell: (row, _, isRoomy) => <LastPurchase at={row.lastPurchase} withDate={isRoomy} />,
  },
  purchases: { width: "6.5rem", least: 6.5, align: "end", cell: (row) => <Count value={row.purchases} /> },
  spent: { width: "8.5rem", least: 8.5, align: "end", cell: (row) => <Money fen={row.spentFen} /> },
  company: { width: "minmax(6rem, 1fr)", least: 6, cell: (row) => row.company },
  externalId: {
    width: "7rem",
    least: 7,
    cell: (row) => (
      <span className="tabular">
        <Private text={row.externalId} />
      </span>
    ),
  },
  kind: { width: "5.5rem", least: 5.5, cell: (row, t) => t(`customers.kind.${row.kind}`) },
  tags: {
    width: "minmax(5rem, 1fr)",
    least: 5,
    cell: (row, t) => <span className={styles.tags}>{row.tags.join(t("customers.listComma"))}</span>,
  },
};

/** The columns of a list that nobody changed. */
export const usualFields: readonly Field[] = [
  "name",
  "phone",
  "segment",
  "stage",
  "lastPurchase",
  "purchases",
  "spent",
  "tags",
];

/** Every field that can be a column. */
export const columnFields = Object.keys(cells) as Field[];

function Name({ row }: { row: CustomerRow }) {
  const t = useT();
  const Icon = row.kind === "company" ? Building2 : User;
  return (
    <span className={styles.name}>
      <Icon role="img" aria-label={t(`customers.kind.${row.kind}`)} />
      <span>
        {row.name}
        {row.company && <small>{row.company}</small>}
      </span>
    </span>
  );
}

function LastPurchase({ at, withDate }: { at: number | null; withDate: boolean }) {
  const t = useT();
  if (at === null) return <span className={styles.muted}>{t("terms.noPurchase")}</span>;
  return (
    <>
      <RelativeDay ms={at} />
      {withDate && (
        <small className={styles.date}>
          <Instant ms={at} style="day" />
        </small>
      )}
    </>
  );
}
