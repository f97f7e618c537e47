import { useT } from "@/i18n";
import type { ImportKind } from "@/ipc";
import { RadioGroup, Select, Switch } from "@/kit";
import { channels } from "@/terms";
import { change, type Preparation } from "./preparation";
import styles from "./transfer.module.css";

interface Props {
  kind: ImportKind | undefined;
  preparation: Preparation;
}

/** What a person decides of each kind of file: what becomes of known customers, of unknown ones, of what is not said. */
export function KindChoices({ kind, preparation }: Props) {
  const t = useT();
  const { onDuplicate, createCustomers, channel } = preparation;
  if (kind === "purchases") {
    return (
      <Switch isSelected={createCustomers} onChange={(value) => change({ createCustomers: value })}>
        {t("transfer.createCustomers")}
      </Switch>
    );
  }
  if (kind === "complaints") {
    return (
      <div className={styles.via}>
        <Select
          label={t("transfer.via")}
          options={channels.map((value) => ({ value, label: t(`terms.channel.${value}`) }))}
          value={channel}
          onChange={(value) => change({ channel: value })}
        />
        <p className={styles.muted}>{t("transfer.viaHint")}</p>
      </div>
    );
  }
  return (
    <RadioGroup
      label={t("transfer.known")}
      choices={(["skip", "update", "create"] as const).map((value) => ({
        value,
        label: t(`transfer.onDuplicate.${value}`),
      }))}
      value={onDuplicate}
      onChange={(value) => change({ onDuplicate: value })}
    />
  );
}
