import { UserCog } from "lucide-react";
import { useState } from "react";
import { useAct } from "@/act";
import { useT } from "@/i18n";
import { type Id, type Tier, type TierLevel, tiers } from "@/ipc";
import { Button, DatePicker, Dialog, ErrorNotice, fieldProblem, IconButton, Select, TextField } from "@/kit";
import type { CustomerId } from "../queries";
import styles from "../tiers.module.css";

interface Props {
  customer: CustomerId;
  tier: Tier;
  levels: TierLevel[];
}

const byRule = "rule";

/** A level by a person's word, with its reason and its end. */
export function GiveLevel({ customer, tier, levels }: Props) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton
        size="small"
        label={t("tiers.levels.give")}
        icon={<UserCog aria-hidden="true" />}
        onPress={() => setOpen(true)}
      />
      {open && <Form customer={customer} tier={tier} levels={levels} onClose={() => setOpen(false)} />}
    </>
  );
}

function Form({ customer, tier, levels, onClose }: Props & { onClose: () => void }) {
  const t = useT();
  const [level, setLevel] = useState<string>(tier.level?.id ?? byRule);
  const [until, setUntil] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const { act, isPending, error } = useAct(
    (op) => tiers.give(op, customer, level === byRule ? null : (level as Id<"TierId">), until, reason),
    () => t("tiers.levels.given"),
  );
  const problem = (field: string) => fieldProblem(t, error, field);
  return (
    <Dialog title={t("tiers.levels.give")} size="small" isOpen onOpenChange={(open) => !open && onClose()}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void act(undefined).then((done) => done && onClose());
        }}
      >
        <Select
          label={t("tiers.levels.level")}
          options={[
            { value: byRule, label: t("tiers.levels.byRule") },
            ...levels.map(({ id, name }) => ({ value: id as string, label: name })),
          ]}
          value={level}
          onChange={setLevel}
        />
        {level !== byRule && (
          <DatePicker
            label={t("tiers.levels.lastDay")}
            value={until}
            onChange={setUntil}
            error={problem("until")}
          />
        )}
        <TextField
          label={t("tiers.levels.reason")}
          value={reason}
          onChange={setReason}
          error={problem("reason")}
        />
        {error !== undefined && !problem("until") && !problem("reason") && <ErrorNotice error={error} />}
        <div className={styles.actions}>
          <Button onPress={onClose}>{t("kit.cancel")}</Button>
          <Button type="submit" tone="primary" isPending={isPending}>
            {t("tiers.levels.give")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
