import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useLanguage, useT } from "@/i18n";
import { type Filter, undo, useWrite, type View, type ViewDraft, views } from "@/ipc";
import { Button, Dialog, ErrorNotice, formatNumber, Menu, offerUndo, TextField, toastProblem } from "@/kit";
import { writeFilter } from "@/terms";
import { countOf, countsOf, savedViews } from "../queries";
import styles from "../segments.module.css";

const where = (
  field: "purchases" | "spent" | "lastPurchase",
  from: number | null,
  to: number | null,
): Filter => ({
  kind: "where",
  field,
  test: { test: "between", from, to },
});

/** What a shop often wants to keep apart, to begin with; money in fen. */
const presets = {
  fresh: [
    where("purchases", 1, 1),
    { kind: "where", field: "lastPurchase", test: { test: "last", days: 30 } },
  ],
  frequent: [where("purchases", 5, null)],
  rareButLarge: [where("purchases", 1, 2), where("spent", 100_000, null)],
  askedNeverBought: [
    where("purchases", 0, 0),
    { kind: "not", of: { kind: "where", field: "contacted", test: { test: "empty" } } },
  ],
} satisfies Record<string, Filter[]>;

type Preset = keyof typeof presets;

const filterOf = (preset: Preset): Filter => ({ kind: "all", of: presets[preset] });

/** Segments by rule: saved views of the customer list that the shop treats as segments. */
export function OwnSegments() {
  const t = useT();
  const language = useLanguage();
  const { data, error, refetch } = useQuery(savedViews());
  const [preset, setPreset] = useState<Preset | null>(null);
  const own = data?.filter((view) => view.draft.segment) ?? [];
  const others = data?.filter((view) => !view.draft.segment) ?? [];
  const counts = useQuery({ ...countsOf(own.map((view) => view.draft.query)), enabled: own.length > 0 });
  const save = useWrite((op, { id, draft }: View) => views.save(op, id, draft));
  const mark = (view: View, segment: boolean) =>
    save.mutateAsync({ ...view, draft: { ...view.draft, segment } }).then(
      ({ op }) =>
        offerUndo(
          t,
          t(segment ? "segments.own.marked" : "segments.own.unmarked", { name: view.draft.name }),
          () => undo(op),
        ),
      (problem) => toastProblem(t, problem),
    );
  return (
    <div className={styles.card}>
      <div className={styles.row}>
        <h3 className={styles.subhead}>{t("segments.own.title")}</h3>
        <Menu
          label={t("segments.own.add")}
          trigger={<Button icon={<Plus aria-hidden="true" />}>{t("segments.own.add")}</Button>}
          items={[
            ...(Object.keys(presets) as Preset[]).map((id) => ({
              id,
              label: t(`segments.own.preset.${id}`),
              onAction: () => setPreset(id),
            })),
            ...others.map((view) => ({
              id: view.id,
              label: t("segments.own.fromView", { name: view.draft.name }),
              onAction: () => void mark(view, true),
            })),
          ]}
        />
      </div>
      <p className={styles.text}>{t("segments.own.text")}</p>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {own.length === 0 && data && <p className={styles.muted}>{t("segments.own.none")}</p>}
      <ul className={styles.own}>
        {own.map((view, at) => (
          <li key={view.id}>
            <Link
              to="/customers"
              search={{ f: writeFilter(view.draft.query.filter ?? { kind: "all", of: [] }), view: view.id }}
            >
              {view.draft.name}
            </Link>
            <span className="tabular">
              {counts.data?.[at] !== undefined && formatNumber(counts.data[at], language)}
            </span>
            <Button onPress={() => void mark(view, false)}>{t("segments.own.unmark")}</Button>
          </li>
        ))}
      </ul>
      {preset && <NameSegment preset={preset} onClose={() => setPreset(null)} />}
    </div>
  );
}

/** Names a new segment and says beforehand how many belong to it. */
function NameSegment({ preset, onClose }: { preset: Preset; onClose: () => void }) {
  const t = useT();
  const language = useLanguage();
  const [name, setName] = useState(t(`segments.own.preset.${preset}`));
  const filter = filterOf(preset);
  const count = useQuery(countOf({ filter }));
  const add = useWrite((op, draft: ViewDraft) => views.add(op, draft));
  const save = () =>
    add.mutateAsync({ name, query: { filter }, columns: [], pinned: false, segment: true }).then(
      ({ op }) => {
        onClose();
        offerUndo(t, t("segments.own.added", { name: name.trim() }), () => undo(op));
      },
      () => {},
    );
  return (
    <Dialog
      title={t("segments.own.add")}
      size="small"
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <Button onPress={onClose}>{t("kit.cancel")}</Button>
          <Button tone="primary" isPending={add.isPending} onPress={() => void save()}>
            {t("segments.own.save")}
          </Button>
        </>
      }
    >
      <TextField label={t("segments.own.name")} value={name} onChange={setName} autoFocus />
      <p className={styles.text}>{t(`segments.own.meaning.${preset}`)}</p>
      <p role="status">
        {count.data !== undefined &&
          t("segments.own.count", { count: count.data, customers: formatNumber(count.data, language) })}
      </p>
      {add.error && <ErrorNotice error={add.error} />}
    </Dialog>
  );
}
