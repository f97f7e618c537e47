import { memo, useCallback, useMemo, useRef, useState } from "react";
import { useT } from "@/i18n";
import type { ActorView, AuditPage, OperationView } from "@/ipc";
import { Day, dayOf, useShopTime, useShortcut } from "@/kit";
import { HistoryRow } from "./HistoryRow";
import styles from "./history.module.css";
import { useActorName } from "./useActorName";
import { useNear } from "./useNear";

/** The entries by the shop's days. The keys j and k go from one to the next. */
export function Days({ pages }: { pages: readonly AuditPage[] }) {
  const t = useT();
  const { zone } = useShopTime();
  const nameOf = useActorName();
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback(
    (id: string) =>
      setOpen((before) => new Set(before.has(id) ? [...before].filter((it) => it !== id) : [...before, id])),
    [],
  );
  const stretchesOf = useMemo(() => splitter(zone), [zone]);
  const days = useMemo(() => joined(pages.flatMap(stretchesOf)), [pages, stretchesOf]);
  const step = (by: number) => () => {
    const all = [...(box.current?.querySelectorAll<HTMLElement>("button[data-entry]") ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    all[Math.max(0, Math.min(all.length - 1, at + by))]?.focus();
  };
  const group = t("settings.history");
  useShortcut({ keys: "j", label: t("audit.next"), group, run: step(1) });
  useShortcut({ keys: "k", label: t("audit.previous"), group, run: step(-1) });
  return (
    <div ref={box}>
      {days.map(({ day, stretches }) => (
        <section key={day} className={styles.day}>
          <h3>
            <Day day={day} style="long" />
          </h3>
          {stretches.map((entries) => (
            <Entries key={entries[0]?.id} {...{ entries, nameOf, open }} onToggle={toggle} />
          ))}
        </section>
      ))}
    </div>
  );
}

interface EntriesProps {
  entries: readonly OperationView[];
  nameOf: (actor: ActorView) => string;
  open: ReadonlySet<string>;
  onToggle: (id: string) => void;
}

/** Entries that came together. There may be thousands: those far from the screen leave only their height. */
const Entries = memo(function Entries({ entries, nameOf, open, onToggle }: EntriesProps) {
  const { ref, isNear, height } = useNear();
  return (
    <ul ref={ref} style={isNear ? undefined : { height }}>
      {isNear &&
        entries.map((operation) => (
          <HistoryRow
            key={operation.id}
            operation={operation}
            who={nameOf(operation.actor)}
            isOpen={open.has(operation.id)}
            onToggle={onToggle}
          />
        ))}
    </ul>
  );
});

interface Stretch {
  day: string;
  entries: OperationView[];
}

/** Parts pages by day, each once: what is drawn already is to stay as it is when a further page comes. */
function splitter(zone: string) {
  const known = new WeakMap<AuditPage, Stretch[]>();
  return (page: AuditPage): Stretch[] => {
    const found = known.get(page) ?? byDay(page.rows, zone);
    known.set(page, found);
    return found;
  };
}

function byDay(entries: readonly OperationView[], zone: string): Stretch[] {
  const days: Stretch[] = [];
  for (const entry of entries) {
    const day = dayOf(entry.at, zone);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}

/** Stretches of the same day stand under one heading. */
function joined(all: readonly Stretch[]) {
  const days: { day: string; stretches: OperationView[][] }[] = [];
  for (const { day, entries } of all) {
    const last = days.at(-1);
    if (last?.day === day) last.stretches.push(entries);
    else days.push({ day, stretches: [entries] });
  }
  return days;
}
