import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useT } from "@/i18n";
import { followups, undo, useWrite, type Weights } from "@/ipc";
import { Button, Dialog, ErrorNotice, NumberField, offerUndo, Skeleton } from "@/kit";
import styles from "./followups.module.css";
import { weights } from "./queries";

const parts = [
  "time",
  "occasion",
  "segment",
  "level",
  "money",
  "chance",
] as const satisfies (keyof Weights)[];
type Weighed = Record<(typeof parts)[number], number>;

const delivered: Weighed = { time: 1, occasion: 1, segment: 1, level: 1, money: 1, chance: 1 };

/** How much each part of a place in Today counts, for this shop. */
export function WeightsDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { data, error, refetch } = useQuery(weights());
  const [changed, setChanged] = useState<Weighed>();
  const save = useWrite((op, values: Weights) => followups.setWeights(op, values));
  const before: Weighed | undefined = data && { ...delivered, ...data };
  const now = changed ?? before;

  async function keep() {
    if (!changed) return onClose();
    const written = await save.mutateAsync(changed);
    offerUndo(t, t("followups.weights.saved"), () => undo(written.op));
    onClose();
  }

  return (
    <Dialog
      title={t("followups.weights.title")}
      size="small"
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <Button tone="quiet" onPress={() => setChanged(delivered)}>
            {t("followups.weights.reset")}
          </Button>
          <Button onPress={onClose}>{t("kit.cancel")}</Button>
          <Button
            tone="primary"
            isPending={save.isPending}
            isDisabled={!now}
            onPress={() => void keep().catch(() => {})}
          >
            {t("followups.weights.save")}
          </Button>
        </>
      }
    >
      <p className={styles.weightsWhy}>{t("followups.weights.why")}</p>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!now && !error && <Skeleton lines={6} />}
      {now && (
        <>
          <div className={styles.weights}>
            {parts.map((part, at) => (
              <NumberField
                key={part}
                label={t(`followups.weights.part.${part}`)}
                description={t(`followups.weights.note.${part}`)}
                value={now[part]}
                minValue={part === "time" ? 1 : 0}
                maxValue={10}
                autoFocus={at === 0}
                // An emptied box is no number yet.
                onChange={(value) => !Number.isNaN(value) && setChanged({ ...now, [part]: value })}
              />
            ))}
          </div>
          <p role="status" className={styles.weightsSaid}>
            <WeightsWords weighed={now} />
          </p>
        </>
      )}
      {save.error && <ErrorNotice error={save.error} />}
    </Dialog>
  );
}

/** What these numbers mean, as a sentence. */
function WeightsWords({ weighed }: { weighed: Weighed }) {
  const t = useT();
  const name = (part: keyof Weighed) => t(`followups.weights.part.${part}`);
  const list = (some: readonly (keyof Weighed)[]) => some.map(name).join(t("followups.weights.and"));
  const most = Math.max(...parts.map((part) => weighed[part]));
  const first = parts.filter((part) => weighed[part] === most);
  const none = parts.filter((part) => weighed[part] === 0);
  const rest = parts.filter((part) => weighed[part] > 0 && weighed[part] < most);
  const said = [
    first.length === parts.length
      ? t("followups.weights.even")
      : t("followups.weights.first", { parts: list(first) }),
    rest.length > 0 ? t("followups.weights.rest", { parts: list(rest) }) : "",
    none.length > 0 ? t("followups.weights.none", { parts: list(none) }) : "",
  ];
  return said.filter(Boolean).join(t("followups.weights.then"));
}
