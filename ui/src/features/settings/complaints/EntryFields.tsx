import { Trash2 } from "lucide-react";
import { severities } from "@/complaint";
import { useT } from "@/i18n";
import type { CatalogueEntry, Causes } from "@/ipc";
import { IconButton, Select, TextField } from "@/kit";
import { CauseChoice } from "./CauseChoice";
import styles from "./complaints.module.css";
import { RemedyFields } from "./RemedyFields";
import { problemAt } from "./words";

interface Props {
  entry: CatalogueEntry;
  /** Where it stands, as errors name it. */
  path: string;
  causes: Causes;
  error: unknown;
  onChange: (change: (before: CatalogueEntry) => CatalogueEntry) => void;
  onRemove: () => void;
}

/** One remedy: what it is, and for which complaints it is offered. */
export function EntryFields({ entry, path, causes, error, onChange, onRemove }: Props) {
  const t = useT();
  const problem = (field: string) => problemAt(t, error, `${path}.${field}`);
  const set = (part: Partial<CatalogueEntry>) => onChange((before) => ({ ...before, ...part }));
  const options = severities.map((value) => ({ value, label: t(`terms.severity.${value}`) }));
  const name = entry.name || t("settings.complaints.catalogue.new");
  return (
    <fieldset className={styles.entry}>
      <legend>{name}</legend>
      <div className={styles.entryFields}>
        <TextField
          label={t("settings.complaints.catalogue.name")}
          autoFocus={entry.name === ""}
          value={entry.name}
          onChange={(text) => set({ name: text })}
          error={problem("name")}
        />
        <RemedyFields
          remedy={entry.remedy}
          problem={problem}
          onChange={(change) => onChange((before) => ({ ...before, remedy: change(before.remedy) }))}
        />
      </div>
      <div className={styles.entryFits}>
        <Select
          label={t("settings.complaints.catalogue.from")}
          options={options}
          value={entry.from}
          onChange={(from) => set({ from })}
        />
        <Select
          label={t("settings.complaints.catalogue.to")}
          options={options}
          value={entry.to}
          onChange={(to) => set({ to })}
          error={problem("to")}
        />
        <CauseChoice
          of={name}
          causes={causes}
          chosen={entry.causes}
          onChange={(change) => onChange((before) => ({ ...before, causes: change(before.causes) }))}
        />
        <IconButton label={t("settings.own.remove", { name })} icon={<Trash2 />} onPress={onRemove} />
      </div>
    </fieldset>
  );
}
