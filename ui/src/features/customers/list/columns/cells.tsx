import { Building2, User } from "lucide-react";
import type { ReactNode } from "react";
import { ComplaintMark } from "@/complaint";
import { type T, useLanguage, useT } from "@/i18n";
import type { Birthday, CustomerRow, CustomField, CustomKind, CustomValue, Facts, Field } from "@/ipc";
import { Count, Day, Instant, Money, numberText, Phone, Private, RelativeDay } from "@/kit";
import { SegmentChip, StageChip, TierChip, yearDayWords } from "@/terms";
import { type FieldKey, isField, type Library, noLibrary, ownField, valueWord } from "@/whom";
import styles from "../list.module.css";

export interface Cell {
  /** A grid track where nobody chose a width. */
  width: string;
  /** What it needs at least, in rem. */
  least: number;
  align?: "end";
  cell: (row: CustomerRow, t: T, isRoomy: boolean, library: Library) => ReactNode;
}

/** Of what a line tells only where it is asked to. */
const fact = (cell: (facts: Facts, t: T) => ReactNode, least = 7, width = `${least}rem`): Cell => ({
  width,
  least,
  cell: (row, t) => row.facts && cell(row.facts, t),
});

const text = (cell: (facts: Facts) => string) => fact(cell, 6, "minmax(6rem, 1fr)");

const choice = (field: Field, value: (facts: Facts) => string | null) =>
  fact((facts, t) => {
    const chosen = value(facts);
    return chosen && valueWord(t, field, chosen, noLibrary);
  }, 6);

const consent = (field: "agreed" | "refused") =>
  fact(
    (facts, t) =>
      facts[field].map((channel) => valueWord(t, field, channel, noLibrary)).join(t("customers.listComma")),
    6,
    "minmax(6rem, 1fr)",
  );

const askedCells = {
  contacted: fact((facts) => facts.contacted !== null && <RelativeDay ms={facts.contacted} />),
  birthday: fact((facts) => facts.birthday && <BirthdayCell birthday={facts.birthday} />, 10.5),
  source: text((facts) => facts.source),
  channel: choice("channel", (facts) => facts.channel),
  agreed: consent("agreed"),
  refused: consent("refused"),
  region: text((facts) => facts.region),
  industry: text((facts) => facts.industry),
  owner: text((facts) => facts.owner),
  importance: choice("importance", (facts) => facts.importance),
  urgency: choice("urgency", (facts) => facts.urgency),
  character: choice("character", (facts) => facts.character),
  created: fact((facts) => <Instant ms={facts.created} style="day" />, 8.5),
} satisfies Partial<Record<Field, Cell>>;

/** Whether rows tell it only where the list asks for it. */
export const isAsked = (field: Field) => field in askedCells;

/** What can be a column. */
const cells: Partial<Record<Field, Cell>> = {
  name: { width: "minmax(9rem, 2fr)", least: 9, cell: (row) => <Name row={row} /> },
  phone: { width: "8.75rem", least: 8.75, cell: (row) => <Phone number={row} /> },
  segment: {
    width: "7rem",
    least: 7,
    cell: (row) => row.segment && <SegmentChip segment={row.segment} />,
  },
  stage: { width: "7rem", least: 7, cell: (row) => row.stage && <StageChip stage={row.stage} /> },
  four: { width: "7rem", least: 7, cell: (row, t) => row.four && t(`terms.four.${row.four}`) },
  eight: {
    width: "minmax(7rem, 1fr)",
    least: 7,
    cell: (row, t) => row.eight && t(`terms.eight.${row.eight}`),
  },
  tier: {
    width: "7rem",
    least: 7,
    cell: (row, _t, _isRoomy, { levels }) => {
      const level = row.tier === null ? undefined : levels[row.tier];
      return level && <TierChip level={level} />;
    },
  },
  lastPurchase: {
    width: "7rem",
    least: 7,
    cell: (row, _, isRoomy) => <LastPurchase at={row.lastPurchase} withDate={isRoomy} />,
  },
  purchases: { width: "6.5rem", least: 6.5, align: "end", cell: (row) => <Count value={row.purchases} /> },
  rhythm: {
    width: "7rem",
    least: 7,
    align: "end",
    cell: (row) => row.rhythmDays !== null && <Count value={row.rhythmDays} />,
  },
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
  ...askedCells,
};

const ownWidths: Partial<Record<CustomKind, Pick<Cell, "width" | "least" | "align">>> = {
  text: { width: "minmax(7rem, 1fr)", least: 7 },
  number: { width: "7rem", least: 7, align: "end" },
  money: { width: "8.5rem", least: 8.5, align: "end" },
  date: { width: "8.5rem", least: 8.5 },
};

function ownCell(field: CustomField): Cell {
  return {
    ...(ownWidths[field.kind] ?? { width: "7rem", least: 7 }),
    cell: (row, t) => {
      const entry = row.own?.find((each) => each.field === field.id);
      return entry && <OwnValue field={field} value={entry.value} t={t} />;
    },
  };
}

/** Undefined where there is no such column, or no more. */
export function cellOf(key: FieldKey, library: Library): Cell | undefined {
  if (isField(key)) return cells[key];
  const field = ownField(key, library);
  return field && ownCell(field);
}

/** The least width of a column, in rem. */
export const leastOf = (key: FieldKey) => (isField(key) && cells[key]?.least) || 7;

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

function Name({ row }: { row: CustomerRow }) {
  const t = useT();
  const Icon = row.kind === "company" ? Building2 : User;
  return (
    <span className={styles.name}>
      <Icon role="img" aria-label={t(`customers.kind.${row.kind}`)} />
      <span>
        {row.name}
        <ComplaintMark customer={row.id} />
        {row.company && <small>{row.company}</small>}
      </span>
    </span>
  );
}

function BirthdayCell({ birthday }: { birthday: Birthday }) {
  return yearDayWords(useT(), useLanguage(), birthday);
}

function OwnValue({ field, value, t }: { field: CustomField; value: CustomValue; t: T }) {
  switch (value.kind) {
    case "text":
      return value.value;
    case "number":
      return <span className="tabular">{numberText(value.value)}</span>;
    case "money":
      return <Money fen={value.value} />;
    case "date":
      return <Day day={value.value} />;
    case "yesNo":
      return t(value.value ? "customers.own.yes" : "customers.own.no");
    case "choice":
      return field.choices.find(({ number }) => number === value.value)?.text;
  }
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
