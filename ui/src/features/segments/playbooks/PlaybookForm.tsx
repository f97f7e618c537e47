import { useState } from "react";
import { useT } from "@/i18n";
import { type Channel, type Playbook, type PlaybookTarget, segments, undo, useWrite } from "@/ipc";
import {
  Button,
  Dialog,
  ErrorNotice,
  fieldProblem,
  NumberField,
  offerUndo,
  Select,
  Switch,
  TextArea,
  TextField,
} from "@/kit";
import { channels } from "@/terms";
import styles from "../segments.module.css";

interface Props {
  target: PlaybookTarget;
  name: string;
  saved: Playbook;
  onClose: () => void;
}

const usualCadence = 90;
const usualCap = { contacts: 2, days: 30 };

export function PlaybookForm({ target, name, saved, onClose }: Props) {
  const t = useT();
  const [plan, setPlan] = useState(saved);
  const change = (part: Partial<Playbook>) => setPlan({ ...plan, ...part });
  const write = useWrite((op, next: Playbook) => segments.savePlaybook(op, target, next));
  const error: unknown = write.error ?? undefined;
  const save = () =>
    write.mutateAsync(plan).then(
      ({ op }) => {
        onClose();
        offerUndo(t, t("segments.playbook.saved", { name }), () => undo(op));
      },
      () => {},
    );
  const cap = plan.cap ?? null;
  return (
    <Dialog
      title={t("segments.playbook.edit", { name })}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <Button onPress={onClose}>{t("kit.cancel")}</Button>
          <Button tone="primary" isPending={write.isPending} onPress={() => void save()}>
            {t("segments.playbook.save")}
          </Button>
        </>
      }
    >
      <div className={styles.plan}>
        <Switch
          isSelected={plan.cadenceDays != null}
          onChange={(on) => change({ cadenceDays: on ? usualCadence : null })}
        >
          {t("segments.playbook.withCadence")}
        </Switch>
        {plan.cadenceDays != null && (
          <NumberField
            label={t("segments.playbook.cadence")}
            value={plan.cadenceDays}
            minValue={1}
            maxValue={730}
            onChange={(days) => change({ cadenceDays: days || 1 })}
            error={fieldProblem(t, error, "cadenceDays")}
          />
        )}
        <Select
          label={t("segments.playbook.channel")}
          value={plan.channel ?? "any"}
          onChange={(channel) => change({ channel: channel === "any" ? null : channel })}
          options={[
            { value: "any" as const, label: t("segments.playbook.anyChannel") },
            ...channels.map((value: Channel) => ({ value, label: t(`terms.channel.${value}`) })),
          ]}
        />
        <TextArea
          label={t("segments.playbook.script")}
          value={plan.script ?? ""}
          onChange={(script) => change({ script })}
          error={fieldProblem(t, error, "script")}
        />
        <TextField
          label={t("segments.playbook.offer")}
          value={plan.offer ?? ""}
          onChange={(offer) => change({ offer })}
          error={fieldProblem(t, error, "offer")}
        />
        <Switch isSelected={cap !== null} onChange={(on) => change({ cap: on ? usualCap : null })}>
          {t("segments.playbook.withCap")}
        </Switch>
        {cap !== null && (
          <div className={styles.pair}>
            <NumberField
              label={t("segments.playbook.contacts")}
              value={cap.contacts}
              minValue={0}
              maxValue={100}
              onChange={(contacts) => change({ cap: { ...cap, contacts: contacts || 0 } })}
              error={fieldProblem(t, error, "cap")}
            />
            <NumberField
              label={t("segments.playbook.capDays")}
              value={cap.days}
              minValue={1}
              maxValue={730}
              onChange={(days) => change({ cap: { ...cap, days: days || 1 } })}
            />
          </div>
        )}
        <TextField
          label={t("segments.playbook.who")}
          description={t("segments.playbook.whoText")}
          value={plan.who ?? ""}
          onChange={(who) => change({ who })}
          error={fieldProblem(t, error, "who")}
        />
        {error !== undefined && <ErrorNotice error={error} />}
      </div>
    </Dialog>
  );
}
