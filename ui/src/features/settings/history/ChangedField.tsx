import { ArrowRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { isWorded, type T, useT } from "@/i18n";
import type { AuditValue, ChangedFieldView, RowChange } from "@/ipc";
import { Button, Day, Instant, Money, usePrivate } from "@/kit";
import styles from "./history.module.css";
import { codeWord, cut, cutBoth, dated, isMoment, type Leaf, leavesOf, spread } from "./reading";

interface Props {
  table: string;
  happened: RowChange;
  change: ChangedFieldView;
}

/** So many differences inside a value stand in sight. */
const mostLeaves = 6;

/** `label: before → after`; of a row that is new or went only what it held. */
export function ChangedField({ table, happened, change: { field, before, after } }: Props) {
  const t = useT();
  const read = usePrivate();
  const [isWhole, setWhole] = useState(false);
  const key = `audit.fields.${field}`;
  const label = isWorded(key) ? t(key) : field;
  const isNumber = field === "phone" || table === "reach";
  const [was, is] = [before, after].map((value) =>
    value.is === "text" ? read(wordOf(t, table, field, value.text), isNumber ? "number" : "text") : undefined,
  );
  const leaves = leavesOf(was ?? "", is ?? "");
  const [shortWas, shortIs] = cutBoth(oneLine(was), oneLine(is));
  const isCut = leaves
    ? happened === "changed" || leaves.length > mostLeaves || leaves.some(isLong)
    : shortWas !== oneLine(was) || shortIs !== oneLine(is);
  const side = (value: AuditValue, short: string) => <Value {...{ table, field, value, short }} />;
  return (
    <div className={styles.field} data-wide={isCut || leaves !== undefined || undefined}>
      <dt>{label}</dt>
      <dd>
        {leaves ? (
          <Leaves all={leaves} happened={happened} />
        ) : (
          <FromTo happened={happened} before={side(before, shortWas)} after={side(after, shortIs)} />
        )}
        {isCut && (
          <Button
            size="small"
            tone="quiet"
            aria-expanded={isWhole}
            aria-label={t(isWhole ? "audit.partOf" : "audit.wholeOf", { field: label })}
            onPress={() => setWhole(!isWhole)}
          >
            {t(isWhole ? "audit.part" : "audit.whole")}
          </Button>
        )}
        {isWhole && (
          <div className={styles.whole}>
            {was && (
              <Text title={happened === "changed" ? t("audit.before") : undefined} text={spread(was)} />
            )}
            {is && <Text title={happened === "changed" ? t("audit.after") : undefined} text={spread(is)} />}
          </div>
        )}
      </dd>
    </div>
  );
}

/** What Rust writes in its own words is said in the screen's. */
function wordOf(t: T, table: string, field: string, text: string): string {
  if (field === "tags") return text.split("\n").join(" · ");
  const key = field === "channel" ? `terms.channel.${text}` : `terms.interaction.${text}`;
  const isWord = field === "channel" || (table === "interaction" && field === "kind");
  return isWord && /^[a-z_]+$/.test(text) && isWorded(key) ? t(key) : text;
}

const isLong = ({ before, after }: Leaf) => cut(before) !== before || cut(after) !== after;

const oneLine = (text = "") => text.replace(/\s+/g, " ").trim();

interface Two {
  before: ReactNode;
  after: ReactNode;
}

function FromTo({ happened, before, after }: Two & { happened: RowChange }) {
  const t = useT();
  if (happened === "added") return after;
  if (happened === "removed") return before;
  return (
    <span className={styles.fromTo}>
      <del>{before}</del>
      <ArrowRight role="img" aria-label={t("audit.becomes")} />
      <ins>{after}</ins>
    </span>
  );
}

function Leaves({ all, happened }: { all: readonly Leaf[]; happened: RowChange }) {
  const t = useT();
  return (
    <ul className={styles.leaves} data-flows={happened !== "changed" || undefined}>
      {all.slice(0, mostLeaves).map(({ path, before, after }) => (
        <li key={path}>
          <code>{path}</code>
          <FromTo happened={happened} before={cut(before) || <Nothing />} after={cut(after) || <Nothing />} />
        </li>
      ))}
      {all.length > mostLeaves && (
        <li className={styles.quiet}>{t("audit.parts", { count: all.length - mostLeaves })}</li>
      )}
    </ul>
  );
}

function Text({ title, text }: { title?: string | undefined; text: string }) {
  return (
    <figure>
      {title && <figcaption>{title}</figcaption>}
      <pre>{text}</pre>
    </figure>
  );
}

function Value({
  table,
  field,
  value,
  short,
}: {
  table: string;
  field: string;
  value: AuditValue;
  short: string;
}) {
  const t = useT();
  switch (value.is) {
    case "empty":
      return <Nothing />;
    case "text":
      return short || <Nothing />;
    case "money":
      return <Money fen={value.fen} />;
    case "at":
      return <Moment ms={value.at} />;
    case "named":
      return value.name;
    case "number": {
      const when = dated(table, field, value.number);
      if (when) return "day" in when ? <Day day={when.day} /> : <Moment ms={when.ms} />;
      const word = codeWord(table, field, value.number);
      return word ? t(word) : <span className="tabular">{String(value.number)}</span>;
    }
  }
}

function Moment({ ms }: { ms: number }) {
  if (!isMoment(ms)) return <Nothing />;
  return (
    <span>
      <Instant ms={ms} style="day" /> <Instant ms={ms} style="time" />
    </span>
  );
}

/** A dash, said as a word. */
function Nothing() {
  const t = useT();
  return (
    <>
      <span aria-hidden="true">–</span>
      <span className="visually-hidden">{t("audit.nothing")}</span>
    </>
  );
}
